"""The acts of the doors: one file for each subject."""
