"""The pages of the agreement, one file per subject."""
