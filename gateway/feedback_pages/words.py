"""Plain English for the closed lists of feedback."""

SUGGESTION_STATES = {"new": "New", "planned": "Planned", "declined": "Declined", "done": "Done"}
SUGGESTION_COLOURS = {"new": "blue", "planned": "teal", "declined": "grey", "done": "green"}
IMPROVEMENT_STATES = {"open": "Open", "done": "Done", "dropped": "Dropped"}
IMPROVEMENT_COLOURS = {"open": "blue", "done": "green", "dropped": "grey"}
