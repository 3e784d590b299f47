"""How the states of requests are said, and what is said of a request's date beside its state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gateway.wording import day_of
from services.contracts.vocabulary import TIMED


@dataclass(frozen=True)
class StateWords:
    """How one state is said: a short name for the tag and a sentence, to members and to officers."""

    colour: str
    member: str
    officer: str
    to_member: str
    to_officer: str


STATES = {
    "with_service": StateWords(
        "blue",
        "With the service",
        "For your service to answer",
        "The service has this and owes you an answer.",
        "This is with your service, and the member is waiting for an answer.",
    ),
    "awaiting_member": StateWords(
        "yellow",
        "Waiting for you",
        "Waiting for the member",
        "The service has asked you something. It can go on once you answer.",
        "You asked the member something, and they have not answered yet.",
    ),
    "work_scheduled": StateWords(
        "teal",
        "Work scheduled",
        "Work scheduled",
        "A date is set for the work.",
        "A date is set for the work. Answer in full, or set a new date, by the working day after it.",
    ),
    "further_information": StateWords(
        "purple",
        "You asked for more",
        "Member asked for more",
        "You asked for more, and the service owes you another answer.",
        "The member was answered and wants more.",
    ),
    "escalated": StateWords(
        "orange",
        "Escalated",
        "Escalated",
        "This stands with senior management, who owe you an answer.",
        "The member took this to senior management. It stands with them, and any of you may answer.",
    ),
    "responded": StateWords(
        "green",
        "Answered: over to you",
        "Answered, open with the member",
        "The service has answered in full. Close it if it is done, or raise a new one that names it.",
        "You have answered in full. Only the member can close it.",
    ),
    "closed": StateWords(
        "grey",
        "Closed",
        "Closed",
        "You closed this. If there is more to do, raise a new request that names it.",
        "The member closed this. If there is more to do, they raise a new request.",
    ),
    "withdrawn": StateWords(
        "grey",
        "Withdrawn",
        "Withdrawn",
        "This was taken back. It is finished.",
        "This was taken back. It is finished.",
    ),
}


def state_name(state: str, reader: str = "member") -> str:
    """The few words of a state's tag. `reader` is "member" or "officer"."""
    words = STATES[state]
    return words.officer if reader == "officer" else words.member


def state_sentence(state: str, reader: str = "member") -> str:
    """What a state means for the one who reads it. `reader` is "member" or "officer"."""
    words = STATES[state]
    return words.to_officer if reader == "officer" else words.to_member


def state_colour(state: str) -> str:
    """The tag's colour; never the only sign."""
    return STATES[state].colour


def is_late(row: Mapping[str, Any], today: date) -> bool:
    """Whether the earliest date in force of a request has gone by."""
    due = row.get("due")
    return due is not None and day_of(due["due_on"]) < today


def awaits_date(row: Mapping[str, Any]) -> bool:
    """Whether a request has to have a date that is not worked out yet."""
    return row["state"] in TIMED and not row.get("frozen") and not row.get("due")
