"""送达: documents handed over."""
