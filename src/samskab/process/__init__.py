"""One co-creation process, stage by stage."""
