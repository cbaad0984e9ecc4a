"""Associations, unorganised groups, companies, units: full parties in their own words."""
