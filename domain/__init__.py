"""The regulation: pure rules and facts; no I/O, no clock, no framework."""
