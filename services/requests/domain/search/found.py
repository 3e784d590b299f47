"""What a person is told of a request that they found: what they may read of it, and where the words are."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.requests.domain.reading import Reader, readable_fields
from services.requests.domain.search.documents import Level
from services.requests.domain.search.words import Term, forms
from services.requests.domain.vocabulary import Standing

# Which columns go with what the rules of reading name; ids and the reference go with everything.
_COLUMNS = {
    "state": ("state",),
    "subject": ("subject",),
    "outcome": ("outcome",),
    "place": ("place",),
    "member": ("member",),
    "raised_at": ("raised_at",),
    "dates": (
        *("kind", "priority", "service", "category", "ward", "officers"),
        *("last_activity_at", "next_update_on", "new"),
    ),
}
_ALWAYS = ("request_id", "reference", "external_reference")
_LOOKED_IN = ("subject", "place", "category", "earlier_case", "job_number")


def readable_row(row: Mapping[str, Any], standings: frozenset[Standing]) -> dict[str, Any]:
    """The row with null in the place of what somebody with these standings may not read."""
    fields = readable_fields(Reader(standings))
    shown = {name for field in fields for name in _COLUMNS.get(field, ())}
    named = (name for names in _COLUMNS.values() for name in names)
    return {name: row[name] for name in _ALWAYS} | {
        name: row[name] if name in shown else _nothing(name) for name in named
    }


def found_in(
    terms: Sequence[Term], row: Mapping[str, Any], rank: int, standings: frozenset[Standing]
) -> list[str]:
    """Where the words are: names of columns, and `messages` or `notes` when a word is in none of them."""
    fields = readable_fields(Reader(standings))
    fields |= {"category"} if "subject" in fields else set()
    written = {name: forms(row[name] or "") for name in _LOOKED_IN if name in fields}
    places = [name for name, found in written.items() if any(term.is_in(found) for term in terms)]
    everywhere = {form for found in written.values() for form in found}
    if rank > Level.PLACE and not all(term.is_in(everywhere) for term in terms):
        places.append("messages" if rank == Level.CONVERSATION else "notes")
    return places


def _nothing(name: str) -> Any:
    return {"officers": [], "new": False}.get(name)
