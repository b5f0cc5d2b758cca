"""The event store: recorder, mapper, followers and the places their rows live in."""
