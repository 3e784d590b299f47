"""The closed lists of words about figures that travel in events and calls."""

from services.contracts.vocabulary import CLOSED, IN_ACTION, RESPONDED, STATES, WITHDRAWN

# Which paper's rules a figure follows: a new number whenever a rule of counting changes.
DEFINITIONS = 1

COLUMNS = ("ris", "other", "total")
DIMENSIONS = ("category", "ward", "channel", "priority", "member")
GROUPINGS = ("column", "service", *DIMENSIONS)

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

# Calendar days since a request was made, from the first to before the second; None: without an end.
DAYS_OF_AGES: dict[str, tuple[int, int | None]] = {
    "age_0_6": (0, 7),
    "age_7_27": (7, 28),
    "age_28_83": (28, 84),
    "age_84": (84, None),
}
AGES = tuple(DAYS_OF_AGES)

# Of the answers, those that kept a date: {figure: (answer, what holds of it)}.
MET_ORIGINAL, AGREED, MET_AGREED = "met_original", "agreed", "met_agreed"
ON_TIME = {
    f"{answer}_{kept}": (answer, kept) for answer in ANSWERS for kept in (MET_ORIGINAL, AGREED, MET_AGREED)
}

# Of the answers to a question of the survey, the good ones: {figure: (question, the least of them)}.
GOOD = {
    "moderately_or_better": ("speed", "moderately_happy"),
    "satisfactory_or_better": ("quality", "satisfactory"),
    "good_or_better": ("quality", "good"),
}

BANDS = ("0-29", "30-69", "70+")
FORMER = "former"

# What was made by the serving members of a band, and by those who serve no longer: {figure: whose}.
BY_USE = {
    "made_by_0_29": BANDS[0],
    "made_by_30_69": BANDS[1],
    "made_by_70": BANDS[2],
    "made_by_former": FORMER,
}

# What a figure can be asked for its requests: heaps as at the last day, flows and answers in the period.
OPENED = (*MADE_UP_OF, *AGES, *FLOWS, *ANSWERS, *ON_TIME, *FEEDBACK, *GOOD, *BY_USE)
FEWEST_ANSWERS = 10  # below column level a share of fewer is withheld
