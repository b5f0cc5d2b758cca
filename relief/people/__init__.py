"""Who people are: identified, masked, looked at, signing in."""
