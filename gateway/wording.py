"""Plain English for what the wire carries: dates, roles and the other closed lists."""

from datetime import date, datetime, timedelta
from math import ceil

from services.chassis.clock import COUNCIL_ZONE, council_date

Day = date | datetime | str

FILE_KINDS = {
    "image/jpeg": "photo",
    "image/png": "picture",
    "image/webp": "picture",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
    "application/vnd.oasis.opendocument.text": "OpenDocument text",
    "text/plain": "text",
}
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


def age_in_words(seconds: float) -> str:
    """Like "1 minute", "4 minutes", "3 hours", "2 days": rounded up, so never older than it says."""
    for one, length, enough in (("minute", 60, 120), ("hour", 3_600, 48)):
        number = max(1, ceil(seconds / length))
        if number < enough:
            return counted(number, one)
    return counted(ceil(seconds / 86_400), "day")


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


def size_in_words(size: int) -> str:
    """Like "3 KB", "1.5 MB": a file's size, given in bytes."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024**2:.1f}".removesuffix(".0") + " MB"


def file_kind(media_type: str) -> str:
    """What people call a file of that kind."""
    return FILE_KINDS.get(media_type, "file")


def sentence_case(text: str) -> str:
    """The text with its first letter large and the rest as it was."""
    return text[:1].upper() + text[1:]


ROLES = {
    "member": "Member",
    "officer": "Officer",
    "head_of_service": "Head of service",
    "deputy_head": "Deputy head of service",
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
SCOPES = {
    "requests:read": "read requests",
    "requests:write": "change requests",
    "calendar:read": "read the dates of requests",
}
KINDS = {"information": "Information", "action": "Action"}
COLUMNS = {"ris": "Roads and Infrastructure", "other": "other services"}
CLOCKS = {
    "initial_response": "First answer",
    "full_response": "Answer in full",
    "further_response": "Further answer",
    "escalation": "Answer to the escalation",
    "next_update": "Next update",
    "work_check": "Answer after the work",
}
DUE = {
    "today": "Due today",
    "this_week": "Due this week",
    "late": "Late",
    "late_by_a_week": "Late by a week or more",
}
PRIORITIES = {"normal": "Normal", "urgent": "Urgent"}
SPEEDS = {
    "very_happy": "Very happy",
    "happy": "Happy",
    "moderately_happy": "Moderately happy",
    "unhappy": "Unhappy",
    "very_unhappy": "Very unhappy",
}
QUALITIES = {
    "excellent": "Excellent",
    "good": "Good",
    "satisfactory": "Satisfactory",
    "poor": "Poor",
    "very_poor": "Very poor",
}


def keeper_name(by: str) -> str:
    """Who changed the calendar: a name, or what it is called when it was nobody at a page."""
    if by.startswith("operator:"):
        return "the command line"
    return "Member Zone itself" if by == "sla" else by


def clock_name(clock: str) -> str:
    """What a date is for: "First answer"."""
    return CLOCKS[clock]


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


def speed_name(speed: str) -> str:
    """How happy a member is with the speed."""
    return SPEEDS[speed]


def quality_name(quality: str) -> str:
    """How good something was found to be."""
    return QUALITIES[quality]
