"""A member's template: words with placeholders in braces, each replaced once and never looked into again."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from gateway.wording import date_in_full, sentence_case

# What may stand in a template, and what it becomes.
PLACEHOLDERS = {
    "constituent": "the constituent’s name, where the request is for one",
    "answer": "what the service says may be passed on",
    "reference": "the request’s reference",
    "subject": "what it is about",
    "place": "where it is",
    "ask": "what you asked for",
    "service": "the service that answered",
    "member": "your name",
    "date": "today’s date",
}
DEFAULT = """{date}

Dear {constituent},

{subject}
Reference: {reference}

You asked me to take this up with the council. {service} has answered:

{answer}

Please tell me if this does not settle it.

Yours sincerely,

{member}
Councillor"""
EXAMPLE = {
    "constituent": "Ms Example",
    "answer": "The hole was filled on Tuesday. The edge of the road will be made good in spring.",
    "reference": "MZ-2026-000001-X",
    "subject": "Pothole at the school gate",
    "place": "Hunter Street",
    "ask": "Fill the hole before term starts.",
    "service": "Roads and Infrastructure",
}
# Where something is missing, the letter shows a gap to fill in by hand.
_GAPS = {"constituent": "[name]", "place": "[place]"}
_PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")


def unknown_placeholders(template: str) -> list[str]:
    """What stands in braces and means nothing, in its order."""
    named = (found[1].strip() for found in _PLACEHOLDER.finditer(template))
    return [name for name in dict.fromkeys(named) if name not in PLACEHOLDERS]


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with `values` in the place of its placeholders. What is in a value stays as it is."""

    def value(found: re.Match[str]) -> str:
        name = found[1].strip()
        if name not in PLACEHOLDERS:
            return found[0]
        return values.get(name) or _GAPS.get(name, "")

    return _PLACEHOLDER.sub(value, template)


def values_of(facts: Mapping[str, Any], today: date) -> dict[str, str]:
    """What a request has for a letter about it."""
    constituent = facts.get("constituent") or {}
    return {
        "constituent": constituent.get("name") or "",
        "answer": facts.get("shareable") or "",
        "reference": facts["reference"],
        "subject": facts.get("subject") or "",
        "place": facts.get("place") or "",
        "ask": facts.get("ask") or "",
        "service": sentence_case(facts["service"]),
        "member": facts["member"],
        "date": date_in_full(today).partition(" ")[2],
    }
