"""Bundles for auditors, samples anyone can draw again, and the program that checks them."""
