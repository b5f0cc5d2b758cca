"""公示: posting, interruption, objections."""
