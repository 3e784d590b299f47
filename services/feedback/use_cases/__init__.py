"""What feedback is asked to do, and what it does by itself, one transaction each."""
