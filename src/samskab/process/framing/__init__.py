"""Everyone frames the problem blind; then all framings are seen at once, and one is written together."""
