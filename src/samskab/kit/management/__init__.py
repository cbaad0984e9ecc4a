"""Commands every room profits from."""
