"""What happened to a request, as its timeline tells it to the one who reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gateway.request_pages.request_view import MEMBER_SIDE, RequestView
from gateway.wording import date_in_full, outcome_name, received_by_name, role_name, sentence_case
from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES

Entry = dict[str, Any]


@dataclass(frozen=True)
class TimelineEntry:
    """One entry. `texts`: (label or nothing, what somebody typed); `kind` is one of the timeline macro's."""

    number: int
    title: str
    kind: str
    when: str | None
    who: str | None = None
    texts: tuple[tuple[str | None, str], ...] = ()
    next_update_on: str | None = None
    holder: str | None = None


@dataclass(frozen=True)
class Wording:
    """How one kind of event is told: to the owner of the request, and to everybody else."""

    kind: str
    to_owner: str
    to_others: str


WORDING: dict[str, Wording] = {
    "request_raised": Wording("own", "You raised this", "Raised by {member}"),
    "officer_assigned": Wording("event", "Given to {officer}", "Given to {officer}"),
    "officer_unassigned": Wording("event", "{officer} no longer has it", "{officer} no longer has it"),
    "message_added": Wording("own", "You wrote", "Message from {member}"),
    "clarification_asked": Wording("question", "A question for you", "A question for {member}"),
    "clarification_given": Wording("own", "You answered the question", "{member} answered the question"),
    "clarification_dropped": Wording("event", "The question was taken back", "The question was taken back"),
    "initial_response_given": Wording("answer", "First answer", "First answer"),
    "progress_posted": Wording("answer", "Update", "Update"),
    "response_given": Wording("answer", "Answer in full: {outcome}", "Answer in full: {outcome}"),
    "request_closed": Wording("event", "You closed it", "{member} closed it"),
    "request_withdrawn": Wording("event", "You withdrew it", "{member} withdrew it"),
}


def told(view: RequestView) -> list[TimelineEntry]:
    """The whole timeline, oldest first."""
    return [told_entry(entry, view) for entry in view.timeline]


def told_entry(entry: Entry, view: RequestView) -> TimelineEntry:
    """One entry of an answer's timeline."""
    wording = WORDING.get(entry["type"]) or _unknown(entry["type"])
    is_own = view.side == MEMBER_SIDE
    names = {
        "member": view.facts["member"],
        "officer": entry["data"].get("officer") or "An officer",
        "outcome": outcome_name(entry["data"]["outcome"]) if "outcome" in entry["data"] else "",
    }
    by_rule = (wording.to_owner if is_own else wording.to_others).format(**names)
    title = _by_the_desk(entry, view) or _taken(entry) or by_rule
    return TimelineEntry(
        number=entry["sequence"],
        title=title,
        kind="message" if wording.kind == "own" and not is_own else wording.kind,
        when=None if _is_dated(entry) else entry["time"],
        who=_who(entry),
        texts=_texts(entry, view),
        next_update_on=entry["data"].get("next_update_on"),
        holder=entry["data"].get("holder"),
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
        return ((None, view.facts["what_happened"]),) if view.facts["what_happened"] else ()
    labels = {
        "message": None,
        "next_step": "Next step",
        "limitation": "What limits it",
        "outside_body": "Who it is for now",
    }
    said = entry["texts"]
    return tuple((label, said[name]) for name, label in labels.items() if said.get(name))


def _unknown(event_type: str) -> Wording:
    """An event that a newer service tells of: better its bare name than nothing."""
    title = sentence_case(event_type.replace("_", " "))
    return Wording("event", title, title)
