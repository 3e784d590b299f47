"""*Already asked*: shown while somebody types what they are about to ask."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import CLOSED, MEMBER, MEMBER_SERVICES, WITHDRAWN
from services.requests.domain.search.documents import Level
from services.requests.domain.search.lookups import Lookup, entries
from services.requests.domain.search.scopes import OWN, SHARED, Scope
from services.requests.domain.search.words import Term, terms
from services.requests.repository.already_asked import described
from services.requests.repository.holdings import holdings_of
from services.requests.repository.search_matches import matches
from services.requests.use_cases.wire import on_the_wire

SHOWN_AT_MOST = 10
# Of each word, the newest requests with it; of all, those with the most of the words.
EACH = 100
WEIGHED_AT_MOST = 60
A_YEAR = timedelta(days=365)

_SHOWN = (
    *("request_id", "reference", "subject", "place", "state", "outcome"),
    *("raised_at", "own", "member", "may_join"),
)


def already_asked(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"requests"} with half of the words or more: current ones first, then the likeliest."""
    body, actor = incoming.body, incoming.actor
    member_id = actor.on_behalf_of if actor.role == MEMBER_SERVICES else actor.id
    asked = tuple(dict.fromkeys([*terms(body["place"]), *terms(body["words"])]))
    if member_id is None or not asked:
        return {"requests": []}
    ids = _likeliest(session, asked, _scopes(session, incoming, member_id), body["ward_id"])
    rows = described(session, ids, member_id)
    found = [
        row | {"own": row["member_id"] == member_id, "may_join": _may_join(row, incoming)}
        for row in (rows[request_id] for request_id in ids)
    ]
    found.sort(key=lambda row: not _is_current(row, incoming.now))
    return {"requests": [on_the_wire({name: row[name] for name in _SHOWN}) for row in found[:SHOWN_AT_MOST]]}


def _scopes(session: Session, incoming: Incoming, member_id: str) -> tuple[Scope, ...]:
    """The member's own requests, and those that are shared in the ward if they serve it."""
    held = holdings_of(session, member_id, council_date(incoming.now))
    ward_id = incoming.body["ward_id"]
    return (Scope(OWN, member_id), *([Scope(SHARED, ward_id)] if ward_id in held.wards else []))


def _likeliest(session: Session, asked: Sequence[Term], scopes: tuple[Scope, ...], ward_id: str) -> list[str]:
    """The ids of those with the most of the words, the newest of equals first."""
    words = tuple(entries(term, Level.PLACE, ()) for term in asked)
    # Those with all words first: an old one may be hidden by newer ones with each of them.
    wanted = [Lookup(Level.PLACE, words, scopes)]
    wanted += [Lookup(Level.PLACE, (word,), scopes) for word in words]
    own = {str(scope) for scope in scopes}
    having: dict[tuple[int, str], int] = {}
    for match in matches(session, wanted, EACH, ward_id):
        if match.scopes & own:
            key = (match.number, match.request_id)
            having[key] = len(asked) if match.position == 0 else having.get(key, 0) + 1
    enough = {key: min(count, len(asked)) for key, count in having.items() if 2 * count >= len(asked)}
    order = sorted(enough, key=lambda key: (-enough[key], key))
    return [request_id for _, request_id in order[:WEIGHED_AT_MOST]]


def _is_current(row: dict[str, Any], now: datetime) -> bool:
    if row["state"] not in (CLOSED, WITHDRAWN):
        return True
    return row["responded_at"] is not None and row["responded_at"] >= now - A_YEAR


def _may_join(row: dict[str, Any], incoming: Incoming) -> bool:
    """Whether the actor can ask to join it: members themselves, while it is not final, once."""
    asks = incoming.actor.role == MEMBER and row["member_id"] != incoming.actor.id
    return asks and row["state"] != WITHDRAWN and not row["frozen"] and row["joining"] is None
