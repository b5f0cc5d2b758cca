"""The form engine: a page for every command, made of its row, its body and the dictionary."""
