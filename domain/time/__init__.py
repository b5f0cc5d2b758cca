"""Days and time limits: the calendar, the table of limits, and when each one ends."""
