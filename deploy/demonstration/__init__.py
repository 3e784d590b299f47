"""The demonstration council, and the history that it starts with."""
