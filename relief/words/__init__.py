"""Every word people read, by type and value; the words themselves are data beside the code."""
