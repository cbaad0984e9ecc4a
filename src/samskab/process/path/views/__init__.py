"""Pages of the path."""
