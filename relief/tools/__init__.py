"""The command line's tools, one file each: serve, replay, rebuild, verify, limits, token, sweep."""
