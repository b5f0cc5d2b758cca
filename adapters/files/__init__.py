"""Scans and photographs: where they are kept, how they are sealed, what is taken in at all."""
