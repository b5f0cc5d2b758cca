"""Measurements: what is promised about speed, next to a peer or a floor measured in the same run."""
