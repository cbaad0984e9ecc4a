"""The pages of the rights."""
