"""The access log: an append-only, hash-chained record of who looked at personal data."""
