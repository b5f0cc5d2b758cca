"""Leads on people in need."""
