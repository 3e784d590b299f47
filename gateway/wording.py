"""Plain English for what the wire carries: dates, states, roles and the other closed lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from services.chassis.clock import COUNCIL_ZONE, council_date

Day = date | datetime | str

WEEK = timedelta(days=7)


def day_of(value: Day) -> date:
    """The council's local date of a date, an aware instant, or the ISO text of either."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return council_date(value) if isinstance(value, datetime) else value


def date_in_full(value: Day) -> str:
    """Like "Monday 8 December 2026"."""
    day = day_of(value)
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def date_in_words(value: Day, today: date) -> str:
    """Like "today", "yesterday", "tomorrow", "Monday 8 December", with its year when it is another."""
    day = day_of(value)
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get((day - today).days)
    if near:
        return near
    return date_in_full(day) if day.year != today.year else f"{day:%A} {day.day} {day:%B}"


def since_in_words(value: Day, today: date) -> str:
    """Like "since today", "since Tuesday" within a week, else "since Monday 8 December"."""
    day = day_of(value)
    if timedelta(days=1) < today - day < WEEK:
        return f"since {day:%A}"
    return f"since {date_in_words(day, today)}"


def instant_in_words(value: datetime | str, today: date) -> str:
    """Like "today at 2:05pm", "Tuesday 24 November at 9am", in the council's local time."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{date_in_words(instant, today)} at {time_in_words(instant)}"


def time_in_words(instant: datetime) -> str:
    """Like "9am", "2:05pm", "midday", "midnight", in the council's local time."""
    local = instant.astimezone(COUNCIL_ZONE)
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Like "no requests", "1 request", "1,603 requests"."""
    if number == 1:
        return f"1 {one}"
    return f"{number:,} {many or one + 's'}" if number else f"no {many or one + 's'}"


def sentence_case(text: str) -> str:
    """The text with its first letter large and the rest as it was."""
    return text[:1].upper() + text[1:]


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

ROLES = {
    "member": "Member",
    "officer": "Officer",
    "head_of_service": "Head of service",
    "director": "Director",
    "member_services": "Member Services",
    "information_governance": "Information Governance",
    "administrator": "Administrator",
    "operator": "Operator",
}
CHANNELS = {"online": "Raised online", "logged_by_officer": "Logged by an officer"}
RECEIVED_BY = {"phone": "by phone", "email": "by e-mail", "meeting": "at a meeting"}
OUTCOMES = {
    "fulfilled": "Done as asked",
    "partly": "Done in part",
    "cannot": "Cannot be done",
    "referred": "Passed to an outside body",
}
SCOPES = {"requests:read": "read requests", "requests:write": "change requests"}
KINDS = {"information": "Information", "action": "Action"}
PRIORITIES = {"normal": "Normal", "urgent": "Urgent"}


def state_name(state: str, reader: str = "member") -> str:
    """The few words of a state's tag. `reader` is "member" or "officer"."""
    words = STATES[state]
    return words.officer if reader == "officer" else words.member


def state_sentence(state: str, reader: str = "member") -> str:
    """What a state means for the one who reads it. `reader` is "member" or "officer"."""
    words = STATES[state]
    return words.to_officer if reader == "officer" else words.to_member


def is_late(row: Mapping[str, Any], today: date) -> bool:
    """Whether a request was promised an update by a day that has gone by; a question to the member waits."""
    promised = row["next_update_on"]
    return bool(promised) and row["state"] != "awaiting_member" and day_of(promised) < today


def state_colour(state: str) -> str:
    """The tag's colour; never the only sign."""
    return STATES[state].colour


def role_name(role: str) -> str:
    """A role, as people say it."""
    return ROLES[role]


def channel_name(channel: str) -> str:
    """How a request came in."""
    return CHANNELS[channel]


def received_by_name(way: str) -> str:
    """How an officer came to log a request: "by phone"."""
    return RECEIVED_BY[way]


def outcome_name(outcome: str) -> str:
    """What a full response came to."""
    return OUTCOMES[outcome]


def scope_name(scope: str) -> str:
    """What a token may be used for."""
    return SCOPES[scope]


def kind_name(kind: str) -> str:
    """What is asked for: information or action."""
    return KINDS[kind]


def priority_name(priority: str) -> str:
    """Normal or urgent."""
    return PRIORITIES[priority]
