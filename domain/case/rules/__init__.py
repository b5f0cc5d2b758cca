"""The rules of the procedure, one file per chapter. Each file is a table ``RULES``: command to rule."""
