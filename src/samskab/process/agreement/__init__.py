"""What was agreed, where each clause came from, who decides, who disagreed, who signed and by what
mandate.
"""
