"""Everything that reporting asks of its database and writes to it."""
