"""The mathematics of the house: pure functions that know no web, no database and no clock."""
