"""How figures are counted, in plain Python: histories become dated counts, counts become the paper."""
