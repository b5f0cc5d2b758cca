"""Holiday notices on record."""
