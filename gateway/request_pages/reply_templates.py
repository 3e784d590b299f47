"""Putting a service's template into the answer that somebody is writing."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from gateway.asking import answered, question
from gateway.current_person import signed_in_person
from gateway.forms.base import CommandForm
from gateway.request_pages.request_view import RequestView
from gateway.service_clients.clients import Ask, Settled
from gateway.wording import date_in_full
from services.contracts.requests_calls import REPLY_TEMPLATES

INSERT_BUTTON = "insert_template"
CHOSEN = "template"

Template = dict[str, Any]

# What can stand in double braces, and what that says.
PLACEHOLDERS = {
    "member": "the member’s name",
    "officer": "your name",
    "service": "the service",
    "reference": "the request’s reference",
    "subject": "its subject",
    "place": "its place",
    "raised": "the day on which it was raised",
}
_FILL: dict[str, Callable[[RequestView, str], str]] = {
    "member": lambda view, officer: str(view.facts["member"]),
    "officer": lambda view, officer: officer,
    "service": lambda view, officer: str(view.facts["service"]),
    "reference": lambda view, officer: view.reference,
    "subject": lambda view, officer: str(view.facts["subject"]),
    "place": lambda view, officer: str(view.facts.get("place") or ""),
    "raised": lambda view, officer: date_in_full(view.facts["raised_at"]),
}
_NAMED = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def templates_question() -> list[Ask]:
    """REPLY_TEMPLATES, to be asked together with others; nothing for who answers only here and there."""
    return [question(REPLY_TEMPLATES)] if signed_in_person().holds(*REPLY_TEMPLATES.roles) else []


def offered(settled: Iterable[Settled], view: RequestView) -> list[Template]:
    """The templates of the request's service for where it stands now, by what the question was answered."""
    return [
        one
        for answer in settled
        for one in answered(answer)["templates"]
        if one["service_id"] == view.facts["service_id"] and one["state"] in (None, view.state)
    ]


def insert(
    form: CommandForm, templates: Sequence[Template], chosen: str, view: RequestView, officer: str
) -> None:
    """Put the chosen one, filled in, after what is written already. Nothing is chosen: nothing is done."""
    words = next((one["words"] for one in templates if one["template_id"] == chosen), None)
    if words is not None:
        written = [form["message"].data or "", filled_in(words, view, officer)]
        form["message"].data = "\n\n".join(text for text in written if text)


def filled_in(words: str, view: RequestView, officer: str) -> str:
    """The template's words with its placeholders filled in; one that nobody knows stays as it is."""

    def fill(named: re.Match[str]) -> str:
        known = _FILL.get(named[1])
        return known(view, officer) if known else named[0]

    return _NAMED.sub(fill, words)
