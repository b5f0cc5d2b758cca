"""The command line's tools, one file each."""
