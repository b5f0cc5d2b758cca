"""What must hold when processes die, replies are lost and clocks jump."""
