"""Pages: the talk, and what is done about it."""
