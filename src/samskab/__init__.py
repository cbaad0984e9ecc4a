"""Samskab: real co-creation between citizens, associations, groups, professionals, companies and their
municipality.
"""

__version__ = "0.1.0"
