"""What directory says of a change, for people: days in words, and each consequence a sentence."""

import re
from collections.abc import Iterator
from typing import Any

from gateway.admin_pages.council import Council
from gateway.wording import counted, date_in_full, role_name, sentence_case

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
Shown = dict[str, Any]


def days_in_words(text: str) -> str:
    """The text with each "2026-12-08" as "Tuesday 8 December 2026"; what is no day stays."""
    return _DAY.sub(_in_words, text)


def _in_words(found: re.Match[str]) -> str:
    try:
        return date_in_full(found.group())
    except ValueError:
        return found.group()


def lines_of(change: Shown) -> list[str]:
    """The details of a change, each as a line of its own."""
    return [sentence_case(days_in_words(line)) for line in change["details"]]


def entry_of(change: Shown) -> str:
    """What is added or changed: "Ward Cowal"."""
    return sentence_case(change["entry"])


def consequences(shown: Shown, council: Council) -> Iterator[str]:
    """What follows from a change, for people and requests; the seats of wards are a table of their own."""
    for frozen in shown["frozen"]:
        day = date_in_full(frozen["ended_on"])
        yield f"{frozen['name']} leaves office on {day}. {_frozen(frozen['open_requests'])}"
    for lost in shown["lost"]:
        yield f"{lost['name']} {_lost(lost, council)} {date_in_full(lost['last_day'])}."
    for ward in shown["ended_wards"]:
        requests = counted(ward["open_requests"], "open request")
        yield f"The ward {ward['name']} ends. It has {requests}, which keep it until somebody puts it right."


def _frozen(count: int) -> str:
    if count == 0:
        return "No requests of theirs are open."
    verb, them = ("is", "it") if count == 1 else ("are", "them")
    requests = sentence_case(counted(count, "open request"))
    return f"{requests} of theirs {verb} frozen until Member Services passes {them} on."


def _lost(lost: Shown, council: Council) -> str:
    place = council.place_of(lost)
    if lost["role"] == "member":
        return f"serves {place} for the last time on"
    role = role_name(lost["role"]).lower() if lost["role"] != "member_services" else "Member Services"
    return f"is {role}{f' for {place}' if place else ''} for the last time on"
