"""What every stage shares: the process, who sits at the table, what cannot be negotiated, who holds the
keys.
"""
