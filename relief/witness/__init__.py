"""A witness of checkpoints: a small program of its own, run by somebody else than the office."""
