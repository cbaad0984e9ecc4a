"""Pages of the doors: one file for each subject."""
