"""The guides inside the product, and the help that each page points to."""
