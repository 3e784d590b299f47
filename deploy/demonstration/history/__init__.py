"""A history of requests for the demonstration council: it yields the paper of September 2023."""
