"""Everything that sla asks of its database and writes to it."""
