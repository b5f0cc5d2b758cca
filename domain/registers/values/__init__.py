"""Reference values on record."""
