"""What a county lets its townships decide."""
