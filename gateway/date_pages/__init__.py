"""Pages about dates: why one is what it is, the sum for any dates, the calendar and the standards."""
