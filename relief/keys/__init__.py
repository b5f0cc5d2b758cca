"""The keys of an installation: held, proven, followed when destroyed."""
