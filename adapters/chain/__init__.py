"""Logs that only grow, each entry chained to all before it, whatever they are about."""
