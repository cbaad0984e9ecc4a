"""Values and one shared purpose: the gate before any task."""
