"""Everything that requests asks of its database and writes to it."""
