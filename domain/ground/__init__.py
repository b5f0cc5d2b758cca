"""What everything stands on: money, people, places, posts, facts, the shape of a rule."""
