"""SQLite with a queue for writers; Django looks for `base` here."""
