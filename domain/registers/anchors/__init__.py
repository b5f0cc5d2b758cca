"""How far the logs beside the history have come."""
