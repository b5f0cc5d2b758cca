"""Keys of persons and of the house: made, destroyed, replaced."""
