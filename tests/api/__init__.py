"""Tests of the HTTP API against the real application on both databases."""
