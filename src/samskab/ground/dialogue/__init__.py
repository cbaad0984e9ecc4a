"""Comment threads on what people wrote, and moderation with reasons and appeal."""
