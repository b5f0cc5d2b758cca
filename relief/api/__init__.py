"""The HTTP API: translates requests into commands and answers into words. Decides nothing."""
