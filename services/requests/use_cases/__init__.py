"""What requests is asked to do, one transaction each."""
