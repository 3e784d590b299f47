"""The timeline that a person reads: what they may know of the history, joined with words and names."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES
from services.requests.domain.reading import Reader, Reading, reading
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Side
from services.requests.repository.history import PastEvent
from services.requests.repository.words import WHY_NEEDED, messages_of

Entry = dict[str, Any]
Read = list[tuple[PastEvent, Reading]]
PEOPLE_IN_DATA = {"officer_id": "officer", "holder_id": "holder", "member_id": "member"}
SERVICES_IN_DATA = {"service_id": "service", "from_service_id": "from_service"}
REQUEST_RAISED = "request_raised"
MEMBERS_SIDE = (MEMBER, MEMBER_SERVICES)


def read_of(state: RequestState, history: Iterable[PastEvent], reader: Reader, after: int = 0) -> Read:
    """The events after a sequence of which the reader reads something, and how much."""
    told = [(event, _reading(state, event, reader)) for event in history if event.sequence > after]
    return [(event, much) for event, much in told if much is not Reading.NOTHING]


def timeline(
    session: Session,
    state: RequestState,
    read: Read,
    names: Mapping[str, str],
    after: int = 0,
    tells_why: bool = False,
) -> list[Entry]:
    """The entries, in order; one query. People and services in `data` get their name beside the id.

    `tells_why`: with the reasons for which words were sent in which something was pointed out.
    """
    if not read:
        return []
    words = messages_of(session, state.id, after)
    if not tells_why:
        for texts in words.values():
            texts.pop(WHY_NEEDED, None)
    return [
        _entry(event, words.get(event.sequence, {}) if much is Reading.WORDS else {}, names)
        for event, much in read
    ]


def people_in(read: Read) -> set[str]:
    """Everybody of whom the entries speak."""
    found = set()
    for event, _ in read:
        found |= {event.actor_id} | {event.data.get(field) for field in PEOPLE_IN_DATA}
    return {person_id for person_id in found if person_id}


def services_in(read: Read) -> set[str]:
    """Every service of which the entries speak after the first."""
    return {
        event.data[field]
        for event, _ in read
        for field in SERVICES_IN_DATA
        if event.type != REQUEST_RAISED and event.data.get(field)
    }


def _reading(state: RequestState, event: PastEvent, reader: Reader) -> Reading:
    side = Side.MEMBER if event.actor_role in MEMBERS_SIDE else Side.SERVICE
    return reading(event.happened.event, side, reader, state.messages)


def _entry(event: PastEvent, texts: dict[str, str], names: Mapping[str, str]) -> Entry:
    named = {
        word: names.get(event.data[field]) for field, word in PEOPLE_IN_DATA.items() if event.data.get(field)
    }
    named |= {
        word: names[event.data[field]]
        for field, word in SERVICES_IN_DATA.items()
        if event.data.get(field) in names
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
