"""Official documents: what they say, what they must not show, how they are drawn."""
