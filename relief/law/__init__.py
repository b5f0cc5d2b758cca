"""Law on its way onto the record: what it would rewrite, what is to be reviewed."""
