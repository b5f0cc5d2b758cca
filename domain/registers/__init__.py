"""Registers beside the cases: each with its commands, facts, rules and what these may see."""
