"""Whom the county's spot check counts and draws."""
