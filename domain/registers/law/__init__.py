"""Law on record, and how its ambiguities are read."""
