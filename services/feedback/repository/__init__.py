"""Everything that feedback asks of its database and writes to it."""
