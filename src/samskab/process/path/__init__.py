"""Opens and reopens stages with two keys, and shows the process at one glance."""
