"""What is counted, as numbers: a measure, and with some measures a value, such as the working days taken.

The numbers are stored. A new measure goes to the end of its list; none is ever taken out or moved.
"""

from services.contracts.feedback_vocabulary import QUALITIES, SPEEDS
from services.contracts.reporting_vocabulary import AGES
from services.contracts.vocabulary import STATES

VALUES = 100_000  # more than the working days of any answer

_MEASURES = (
    "made",
    "online",
    "logged_by_officer",
    *STATES,
    "over_by_a_week",
    "responses",
    "closures",
    "initial_response",
    "full_response",
    "initial_response_met_original",
    "full_response_met_original",
    "full_response_agreed",
    "full_response_met_agreed",
    "speed",
    "quality",
    *AGES,
    "initial_response_agreed",
    "initial_response_met_agreed",
)
_NUMBERS = {measure: number for number, measure in enumerate(_MEASURES)}

# The values of answers to a survey are their places in these lists.
WORDS = {"speed": SPEEDS, "quality": QUALITIES}

# Of a service only: there are too many of them for every ward and member.
OF_SERVICES_ONLY = frozenset(_NUMBERS[age] for age in AGES)


def item(measure: str, value: int = 0) -> int:
    """The number of a measure with a value."""
    return _NUMBERS[measure] * VALUES + value


def measure_of(number: int) -> tuple[str, int]:
    """(measure, value) of an item."""
    measure, value = divmod(number, VALUES)
    return _MEASURES[measure], value


def is_of_services_only(number: int) -> bool:
    """Whether it is not counted for the keys of dimensions."""
    return number // VALUES in OF_SERVICES_ONLY
