"""What directory can do, one transaction each."""
