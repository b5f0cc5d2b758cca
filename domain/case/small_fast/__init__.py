"""小额快救: registered, decided, paid; and the status of families that are known already."""
