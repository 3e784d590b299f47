"""What a list is asked for, as conditions on its rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.contracts.vocabulary import CLOSED, IN_ACTION, RESPONDED, STATES, WITHDRAWN
from services.requests.domain.references import NotAReference, WrongCheckCharacter, parse
from services.requests.repository.keyset import Cursor, parse_cursor
from services.requests.repository.listing import Condition, has_reference, same_as
from services.requests.use_cases.refusing import invalid

GROUPS: dict[str, Sequence[str]] = {
    "open": (*IN_ACTION, RESPONDED),
    "in_action": IN_ACTION,
    "finished": (CLOSED, WITHDRAWN),
}
FIELDS = ("service_id", "category_id", "ward_id", "kind")


def states_wanted(asked: Iterable[str], otherwise: Sequence[str]) -> list[str]:
    """The states behind names of states and groups, in their usual order; `otherwise` when none is asked."""
    wanted = {state for name in asked for state in GROUPS.get(name, (name,))} or set(otherwise)
    return [state for state in STATES if state in wanted]


def conditions(body: dict[str, Any]) -> list[Condition]:
    """The filters that are plain comparisons."""
    return [same_as(name, body[name]) for name in FIELDS if body[name]]


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
