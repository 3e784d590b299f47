"""What an administrator does: the council's directory, changed by looking at what follows first."""
