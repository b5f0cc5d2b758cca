"""A person's account of relief granted: caps and counts follow persons, not households (A11, A12)."""
