"""What the first revision makes, by the same parts as the tables."""
