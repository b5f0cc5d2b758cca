"""What carries each article: from what is declared beside the code."""
