"""The timeline that people read: a request's history joined with its words and the names of people."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.requests.repository.council import names_of
from services.requests.repository.history import PastEvent
from services.requests.repository.words import messages_of

Entry = dict[str, Any]
PEOPLE_IN_DATA = {"officer_id": "officer", "holder_id": "holder"}


def timeline(session: Session, request_id: str, history: Sequence[PastEvent], after: int = 0) -> list[Entry]:
    """The entries after a sequence, in order; two queries. People in `data` get their name beside the id."""
    told = [event for event in history if event.sequence > after]
    words = messages_of(session, request_id, after)
    names = names_of(session, _people(told))
    return [_entry(event, words.get(event.sequence, {}), names) for event in told]


def _people(events: Sequence[PastEvent]) -> set[str]:
    actors = {event.actor_id for event in events if event.actor_id}
    named = {event.data[field] for event in events for field in PEOPLE_IN_DATA if field in event.data}
    return actors | named


def _entry(event: PastEvent, texts: dict[str, str], names: dict[str, str]) -> Entry:
    named = {
        word: names.get(event.data[field]) for field, word in PEOPLE_IN_DATA.items() if field in event.data
    }
    return {
        "sequence": event.sequence,
        "type": event.type,
        "time": event.time.isoformat(),
        "by": names.get(event.actor_id) if event.actor_id else None,
        "role": event.actor_role,
        "texts": texts,
        "data": event.data | named,
        "imported": event.imported,
    }
