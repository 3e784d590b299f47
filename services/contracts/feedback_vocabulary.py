"""The closed lists of words about feedback that travel in events and calls, and the limits of its texts."""

# The best first.
SPEEDS = ("very_happy", "happy", "moderately_happy", "unhappy", "very_unhappy")
QUALITIES = ("excellent", "good", "satisfactory", "poor", "very_poor")
UNHAPPY_SPEEDS = SPEEDS[3:]
UNHAPPY_QUALITIES = QUALITIES[3:]

DAYS_TO_ANSWER = 14  # after closing, the last one included

COMMENT_LIMIT = 2_000
REPLY_LIMIT = 2_000
NOTE_LIMIT = 2_000
SUGGESTION_LIMIT = 2_000
ACTION_LIMIT = 1_000
PAGE_LIMIT = 300

DECISIONS = ("planned", "declined")
SUGGESTION_STATES = ("new", *DECISIONS, "done")
IMPROVEMENT_STATES = ("open", "done", "dropped")
IMPROVEMENT_SOURCES = ("figure", "comment", "check", "suggestion", "other")
