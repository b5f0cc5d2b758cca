"""Keys: the master key, each person's data key, and sealing under it."""
