"""The closed lists of words about figures that travel in events and calls."""

from services.contracts.vocabulary import CLOSED, IN_ACTION, RESPONDED, STATES, WITHDRAWN

# Which paper's rules a figure follows: a new number whenever a rule of counting changes.
DEFINITIONS = 1

COLUMNS = ("ris", "other", "total")
DIMENSIONS = ("category", "ward", "channel", "priority", "member")
GROUPINGS = ("column", "service", *DIMENSIONS)

AGES = ("age_0_6", "age_7_27", "age_28_83", "age_84")  # calendar days since a request in action was made
FLOWS = ("made", "online", "logged_by_officer", "responses", "closures")
ANSWERS = ("initial_response", "full_response")
FEEDBACK = ("speed", "quality")

# Which states make up a heap of the paper.
MADE_UP_OF = {
    **{state: (state,) for state in STATES},
    "over_by_a_week": ("with_service",),
    "in_action": IN_ACTION,
    "open_with_members": (RESPONDED,),
    "closed_by_members": (CLOSED, WITHDRAWN),
    "actioned": (RESPONDED, CLOSED, WITHDRAWN),
}

# What a figure can be asked for its requests: heaps as at the last day, flows and answers in the period.
OPENED = (*MADE_UP_OF, *FLOWS, *ANSWERS, *FEEDBACK)

BANDS = ("0-29", "30-69", "70+")
FEWEST_ANSWERS = 10  # below column level a share of fewer is withheld
