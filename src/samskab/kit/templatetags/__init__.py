"""Tags of the house, shared by every room's templates."""
