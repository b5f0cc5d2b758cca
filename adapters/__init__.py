"""What the application talks to: event store, keys, calendar, policy packs."""
