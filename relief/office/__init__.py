"""Carries commands out: behind ports, reaching no adapter."""
