"""One relief application from the counter to the archive: its words, facts, state and rules."""
