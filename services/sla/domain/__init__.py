"""The rules of working days and clocks, in plain Python."""
