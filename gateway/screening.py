"""What may be personal in words is pointed out before they are sent; they may be sent all the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import request

from gateway.asking import question
from gateway.forms.base import CommandForm
from gateway.forms.fields import LongText, ShortText, tidy
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import Outcome
from services.contracts import requests_calls
from services.contracts.calls import Call
from services.contracts.vocabulary import MESSAGE_LIMIT, REASON_LIMIT

REASON = "why_needed"
_AROUND = 40

Part = tuple[str, bool]


@dataclass(frozen=True)
class PointedOut:
    """Words in one field: the field's label and id, the words with what stands around them, and why."""

    label: str
    field_id: str
    parts: tuple[Part, ...]
    reason: str


def screening(call: Call) -> list[Ask]:
    """SCREEN of what was posted for `call`, to be asked together with what its form is made of.

    Nothing where there is nothing to look at, or the person has said why it is needed.
    """
    if REASON not in call.schema.fields or why_needed():
        return []
    typed = {name: tidy(text) or "" for name, text in request.form.items()}
    texts = {name: text for name, text in typed.items() if 0 < len(text) <= MESSAGE_LIMIT}
    return [question(requests_calls.SCREEN, {"texts": texts})] if texts else []


def pointed_out(form: CommandForm, screened: Iterable[Settled]) -> list[PointedOut]:
    """What the person should look at before `form` is sent, by what `screening` was answered.

    Nothing when the service cannot look just now: it warns, and never stands in the way.
    """
    fields = {field.name: field for field in form if isinstance(field, ShortText | LongText) and field.data}
    found = [one for answer in screened if isinstance(answer, Outcome) for one in answer.result["found"]]
    return [
        PointedOut(
            fields[name].label.text,
            fields[name].id,
            marked(str(fields[name].data), one["start"], one["end"]),
            one["reason"],
        )
        for name, ones in groupby(found, key=lambda one: str(one["field"]))
        if name in fields
        for one in ones
    ]


def why_needed() -> str:
    """What the person said of why it has to be in the words, as they posted it."""
    return request.form.get(REASON, "").replace("\x00", "").strip()[:REASON_LIMIT]


def with_reason(body: dict[str, Any], call: Call) -> dict[str, Any]:
    """The command's body with the reason, where it takes one and there is one."""
    reason = why_needed()
    return body | {REASON: reason} if reason and REASON in call.schema.fields else body


def marked(text: str, start: int, end: int) -> tuple[Part, ...]:
    """The words marked, with some of what stands around them."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    pieces: Iterable[Part] = ((before, False), (text[start:end], True), (after, False))
    return tuple((piece, marked) for piece, marked in pieces if piece)
