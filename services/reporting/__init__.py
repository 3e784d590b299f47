"""Figures of any day and period, folded from what the other services publish."""
