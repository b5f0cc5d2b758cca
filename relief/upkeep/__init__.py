"""What is done without being asked: limits swept, logs anchored."""
