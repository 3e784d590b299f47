"""What runs the product; nothing here is imported by it."""
