"""What the regulation prescribes for a household or individual: covered, how much, who decides."""
