"""Pages of what is known: read it, vote on it, act on it."""
