"""PostgreSQL without a question before every question; Django looks for `base` here."""
