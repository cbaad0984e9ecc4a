"""Pages of the framing: one to read, and one for each act."""
