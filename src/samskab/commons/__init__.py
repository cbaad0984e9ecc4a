"""What outlives one process."""
