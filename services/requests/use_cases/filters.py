"""What a list is asked for, as conditions on its rows."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from services.contracts.vocabulary import CLOSED, DUE, IN_ACTION, RESPONDED, STATES, WITHDRAWN
from services.requests.domain.references import NotAReference, WrongCheckCharacter, parse
from services.requests.repository.keyset import Cursor, parse_cursor
from services.requests.repository.listing import (
    Condition,
    due_between,
    has_reference,
    same_as,
    says,
)
from services.requests.use_cases.refusing import invalid

GROUPS: dict[str, Sequence[str]] = {
    "open": (*IN_ACTION, RESPONDED),
    "in_action": IN_ACTION,
    "finished": (CLOSED, WITHDRAWN),
}
WEEK = timedelta(days=7)
FIELDS = ("service_id", "category_id", "ward_id", "kind", "priority")


def states_wanted(asked: Iterable[str], otherwise: Sequence[str]) -> list[str]:
    """The states behind names of states and groups, in their usual order; `otherwise` when none is asked."""
    wanted = {state for name in asked for state in GROUPS.get(name, (name,))} or set(otherwise)
    return [state for state in STATES if state in wanted]


def conditions(body: dict[str, Any], today: date) -> list[Condition]:
    """The filters that are asked of each row."""
    found = [same_as(name, body[name]) for name in FIELDS if body[name]]
    words = (body["words"] or "").strip()
    if words:
        found.append(says(words))
    return [*found, due_between(*due_spans(today)[body["due"]])] if body["due"] else found


def order_wanted(body: dict[str, Any]) -> str:
    """How the list is sorted: what is narrowed by its due date is sorted by it."""
    return "due" if body["due"] else str(body["order"])


def due_spans(today: date) -> dict[str, tuple[date, date]]:
    """First and last day of the dates that are due today, this week, late, late by a week."""
    sunday = today + timedelta(days=6 - today.weekday())
    late = (
        (date.min, today - timedelta(days=1)),
        (date.min, today - WEEK),
    )
    return dict(zip(DUE, ((today, today), (today, sunday), *late), strict=True))


def by_reference(typed: str | None) -> Condition | None:
    """Finds our own reference however it is written, and a casebook's exactly; None when nothing is asked."""
    return has_reference(own_reference(typed), typed.strip()) if typed and typed.strip() else None


def own_reference(typed: str) -> str | None:
    """Our reference as it is stored; None for what is not one, or has a slip in it."""
    try:
        return str(parse(typed))
    except (NotAReference, WrongCheckCharacter):
        return None


def cursor_of(body: dict[str, Any]) -> Cursor | None:
    """Where the page begins. Raises Refused (invalid) for a cursor that was never given out."""
    if not body["cursor"]:
        return None
    try:
        return parse_cursor(body["cursor"])
    except ValueError:
        raise invalid({"cursor": "This page of the list cannot be found. Go to the first page."}) from None
