"""What an officer starts from: the worklist."""
