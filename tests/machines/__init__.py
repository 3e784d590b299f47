"""Real machinery for tests: a private broker, a throw-away PostgreSQL, a whole running copy."""
