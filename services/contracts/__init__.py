"""What crosses the bus and nothing else: names, vocabulary, event and call schemas, problems."""
