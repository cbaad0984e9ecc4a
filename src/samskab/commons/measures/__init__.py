"""The mirror: what the figures say about the four principles, with their doubt. It writes nothing."""
