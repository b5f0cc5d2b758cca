"""Files of cases: taken in, kept, handed out, proven, and gone with whom they concern."""
