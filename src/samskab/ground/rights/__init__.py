"""What the house knows about a person: see it, take it along, put it right, erase it; and who has looked."""
