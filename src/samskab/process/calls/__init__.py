"""Anyone raises what should be talked about, and gets an answer."""
