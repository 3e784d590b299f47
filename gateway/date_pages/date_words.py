"""How changes of dates are told: on the page that explains a date, and on a request's timeline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.wording import clock_name, date_in_full

Facts = Mapping[str, Any]

# What an event did to a clock.
DONE = {
    "started": "It began",
    "paused": "Paused: the member was asked a question",
    "went_on": "It went on: the question was answered or taken back",
    "date_agreed": "Both sides agreed on a date",
    "work_scheduled": "Work was planned",
    "work_fell_away": "The planned work fell away",
    "made_urgent": "It was made urgent",
    "answered": "Answered",
    "replaced": "A new date took its place",
    "cancelled": "Not needed any longer",
}


@dataclass(frozen=True)
class DateChange:
    """What happened to a date, by whom and why; the dates before and after it, None for none in force."""

    time: datetime
    what: str
    by: str | None
    due_before: str | None
    due_after: str | None


def changes_of_clock(changes: Iterable[Facts]) -> list[DateChange]:
    """What the request's own events did, as the explanation has it."""
    return [
        DateChange(
            datetime.fromisoformat(change["time"]),
            DONE[change["what"]],
            change["by"],
            change["due_before"],
            change["due_after"],
        )
        for change in changes
    ]


def news_of_clock(date_news: Iterable[Facts], clock: str, number: int) -> list[DateChange]:
    """What a new calendar or standard did, and that the date went by."""
    own = [news for news in date_news if (news["clock"], news["number"]) == (clock, number)]
    return [
        DateChange(
            datetime.fromisoformat(news["time"]),
            " ".join(why_news(news)),
            None,
            news["previous_due_on"],
            news["due_on"] if news["kind"] == "moved" else None,
        )
        for news in own
        if news["request_sequence"] is None
    ]


def news_title(news: Facts) -> str:
    """What became of a date, in one line."""
    what, day = clock_name(news["clock"]), date_in_full(news["due_on"])
    if news["kind"] == "moved":
        return f"{what}: due by {day} now, not {date_in_full(news['previous_due_on'])}"
    if news["kind"] == "over_by_a_week":
        return f"{what}: a week late, as it was due by {day}"
    return f"{what}: late, as it was due by {day}"


def why_news(news: Facts) -> list[str]:
    """Why it did, in sentences."""
    if news["kind"] == "over_by_a_week":
        return ["A week has gone by since the date."]
    if news["kind"] != "moved":
        return ["The date went by without an answer."]
    if news["because"] == "standard":
        return ["The council changed how long this may take."]
    return ["The council’s calendar changed.", *(_changed_day(day) for day in news["changes"])]


def _changed_day(day: Facts) -> str:
    words = date_in_full(day["date"])
    return f"{words} is not worked: {day['reason']}." if day["reason"] else f"{words} is worked after all."
