"""The law as data: the regulation's structure, and the policy packs that carry its values."""
