"""The closed lists of words about clocks that travel in events and calls."""

# Clocks whose length is a standard, and clocks that run to a date that people set.
STANDARD_CLOCKS = ("initial_response", "full_response", "further_response", "escalation")
CLOCKS = (*STANDARD_CLOCKS, "next_update", "work_check")

CLOCK_STATES = ("running", "paused", "met", "missed", "cancelled")
CLOCK_CAUSES = ("request", "calendar", "standard")
TELLINGS = ("due_soon", "breached", "over_by_a_week")
