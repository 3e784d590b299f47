"""What happened to a request, as its timeline tells it to the one who reads."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gateway.date_pages.date_words import news_title, why_news
from gateway.request_pages.event_words import WORDING, Wording
from gateway.request_pages.request_view import MEMBER_SIDE, RequestView
from gateway.wording import date_in_full, outcome_name, received_by_name, role_name, sentence_case
from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES

Entry = dict[str, Any]

# What is typed with an event, in the order in which it is read, and what stands above it.
TEXTS = {
    "message": None,
    "reason": "Why",
    "next_step": "Next step",
    "limitation": "What limits it",
    "outside_body": "Who it is for now",
    "shareable": "This may be passed on",
    "subject": "The subject was",
    "place": "The place was",
    "file_name": None,
    "why_needed": "Why it was sent although something in it was pointed out",
}


@dataclass(frozen=True)
class TimelineEntry:
    """One entry. `texts`: (label or nothing, what somebody typed); `kind` is one of the timeline macro's.

    `dates`: what became of dates with it, and why. What became of a date without an event of the request is
    numbered downwards from -1, and `clock` says which date.
    """

    number: int
    title: str
    kind: str
    when: str | None
    who: str | None = None
    texts: tuple[tuple[str | None, str], ...] = ()
    next_update_on: str | None = None
    holder: str | None = None
    may_be_taken_back: bool = False
    dates: tuple[str, ...] = ()
    clock: tuple[str, int] | None = None

    @property
    def anchor(self) -> str:
        """The id of its place on the page."""
        return f"event-{self.number}" if self.number > 0 else f"date-{-self.number}"

    @property
    def is_private(self) -> bool:
        """Whether only services read it, and no member."""
        return self.kind == "private"


def told(view: RequestView) -> list[TimelineEntry]:
    """The whole timeline, oldest first, with what became of dates in its place."""
    news = view.facts.get("date_news", ())
    moved: dict[int, list[str]] = {}
    for one in news:
        if one["request_sequence"] is not None:
            moved.setdefault(one["request_sequence"], []).append(news_title(one) + ".")
    by_events = [
        replace(told_entry(entry, view), dates=tuple(moved.get(entry["sequence"], ())))
        for entry in view.timeline
    ]
    alone = [one for one in news if one["request_sequence"] is None]
    by_themselves = [_told_date(one, -place) for place, one in enumerate(alone, start=1)]
    times = {entry["sequence"]: entry["time"] for entry in view.timeline}
    return _merged(by_events, by_themselves, times)


def _told_date(news: Entry, number: int) -> TimelineEntry:
    clock = (news["clock"], news["number"])
    why = tuple(why_news(news))
    return TimelineEntry(number, news_title(news), "event", news["time"], dates=why, clock=clock)


def _merged(
    events: list[TimelineEntry], dates: list[TimelineEntry], times: dict[int, str]
) -> list[TimelineEntry]:
    """Dates behind the events that came before them; the order of the events stays as it is."""
    merged = list(events)
    for told in reversed(dates):
        when = datetime.fromisoformat(str(told.when))
        earlier = [
            place for place, entry in enumerate(events) if datetime.fromisoformat(times[entry.number]) <= when
        ]
        merged.insert(max(earlier, default=-1) + 1, told)
    return merged


def told_entry(entry: Entry, view: RequestView) -> TimelineEntry:
    """One entry of an answer's timeline."""
    wording = WORDING.get(entry["type"]) or _unknown(entry["type"])
    is_own = view.side == MEMBER_SIDE
    names = {
        "member": view.facts["member"],
        "officer": entry["data"].get("officer") or "An officer",
        "holder": entry["data"].get("holder") or "a senior officer",
        "colleague": entry["data"].get("member") or "A ward colleague",
        "outcome": outcome_name(entry["data"]["outcome"]) if "outcome" in entry["data"] else "",
        "day": _day_in_words(entry["data"]),
        "other": entry["data"].get("reference") or "another request",
        "to_service": entry["data"].get("service") or "another service",
        "from_service": entry["data"].get("from_service") or "one service",
    }
    by_rule = (wording.to_owner if is_own else wording.to_others).format(**names)
    title = _by_the_desk(entry, view) or _taken(entry) or by_rule
    return TimelineEntry(
        number=entry["sequence"],
        title=sentence_case(title),
        kind="message" if wording.kind == "own" and not is_own else wording.kind,
        when=None if _is_dated(entry) else entry["time"],
        who=_who(entry),
        texts=_texts(entry, view),
        next_update_on=entry["data"].get("next_update_on"),
        holder=entry["data"].get("holder"),
        may_be_taken_back=entry["sequence"] in view.retractable,
    )


def heard(entry: TimelineEntry, when: Callable[[str], str]) -> tuple[str, str]:
    """An entry as a label and a text, for a page that shows what somebody else did meanwhile."""
    label = ", ".join(part for part in (entry.title, entry.who, entry.when and when(entry.when)) if part)
    said = "\n\n".join(text for _, text in entry.texts)
    return label, said or "Nothing was written with it."


def _by_the_desk(entry: Entry, view: RequestView) -> str | None:
    """What Member Services did for a member is told as theirs."""
    if _is_dated(entry):
        way = received_by_name(entry["data"]["received_by"])
        whose = "your" if view.side == MEMBER_SIDE else f"{view.facts['member']}’s"
        return f"Logged as {whose} request, which came in {way}"
    if entry["role"] != MEMBER_SERVICES:
        return None
    words = {
        "message_added": "Message from Member Services for {member}",
        "clarification_given": "Member Services answered the question for {member}",
        "request_closed": "Member Services closed it for {member}",
        "request_withdrawn": "Member Services withdrew it for {member}",
    }
    found = words.get(entry["type"])
    member = "you" if view.side == MEMBER_SIDE else view.facts["member"]
    return found.format(member=member) if found else None


def _taken(entry: Entry) -> str | None:
    """An officer who gives a request to themself takes it."""
    takes = (
        entry["type"] == "officer_assigned" and entry["by"] and entry["by"] == entry["data"].get("officer")
    )
    return f"{entry['by']} took it" if takes else None


def _is_dated(entry: Entry) -> bool:
    """Whether only the day is known: the day on which a request came in that was logged later."""
    return entry["type"] == "request_raised" and bool(entry["data"].get("received_by"))


def _who(entry: Entry) -> str | None:
    """Who did it, unless the title says so: it does of a member, and of an officer who took it."""
    if entry["by"] is None or entry["role"] == MEMBER or _taken(entry):
        return None
    who = f"{entry['by']}, {role_name(entry['role'])}"
    return f"{who}. It came in on {date_in_full(entry['time'])}" if _is_dated(entry) else who


def _texts(entry: Entry, view: RequestView) -> tuple[tuple[str | None, str], ...]:
    if entry["type"] == "request_raised":
        return _as_raised(entry, view)
    said = entry["texts"]
    return tuple((label, said[name]) for name, label in TEXTS.items() if said.get(name))


def _as_raised(entry: Entry, view: RequestView) -> tuple[tuple[str | None, str], ...]:
    happened = view.facts.get("what_happened")
    answers = view.facts.get("answers", ())
    first = ((None, happened),) if happened else ()
    why = entry["texts"].get("why_needed")
    asked = ((TEXTS["why_needed"], why),) if why else ()
    return (*first, *asked, *((answer["question"], answer["answer"]) for answer in answers))


def _day_in_words(data: Entry) -> str:
    day = data.get("due_on") or data.get("work_on")
    return date_in_full(day) if day else ""


def _unknown(event_type: str) -> Wording:
    """An event that a newer service tells of: better its bare name than nothing."""
    title = sentence_case(event_type.replace("_", " "))
    return Wording("event", title, title)
