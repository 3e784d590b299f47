"""What every form of the pages is made of."""
