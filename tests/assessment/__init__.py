"""The engine that prescribes outcomes."""
