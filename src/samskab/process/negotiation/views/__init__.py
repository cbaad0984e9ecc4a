"""Pages of the negotiation: the table with its acts, and the rounds over several questions."""
