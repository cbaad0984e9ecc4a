"""Tasks last; who did it before and who does it now; what came of it, also when it did not work."""
