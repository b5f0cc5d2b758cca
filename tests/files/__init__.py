"""Scans and photographs: what is taken in, sealed, kept."""
