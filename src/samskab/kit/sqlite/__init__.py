"""SQLite whose writers wait fairly; Django looks for `base` here."""
