"""Dialogue meetings: where, with what access, and how many came - as counts, never as names."""
