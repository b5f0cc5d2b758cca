"""The store, against real SQLite and real PostgreSQL."""
