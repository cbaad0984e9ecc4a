"""What people know - from living, from a profession, from practice, from counts - and what became of it."""
