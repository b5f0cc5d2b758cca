"""Divisions on record."""
