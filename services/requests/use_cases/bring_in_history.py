"""Bringing in what happened before: the commands of whole lives, decided as of then, told to nobody."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.event_store import append_to_many
from services.chassis.incoming import Answer, Incoming
from services.requests.repository import words
from services.requests.repository.around import insert_around
from services.requests.repository.reference_numbers import next_references
from services.requests.repository.requests import insert_requests, known_ids
from services.requests.use_cases.past_council import PastCouncil
from services.requests.use_cases.reliving import Life, Reliving, Step
from services.requests.use_cases.search_index import index_lived


def bring_in_history(session: Session, incoming: Incoming) -> Answer:
    """Let each request live whose id is new. A call that is sent again finds them here."""
    steps = {str(one["request_id"]): one["steps"] for one in incoming.body["requests"]}
    reached = known_ids(session, list(steps))
    new = {request_id: told for request_id, told in steps.items() if request_id not in reached}
    reliving = Reliving(incoming, PastCouncil(session), _references(session, new.values()))
    lives = [reliving.live(request_id, told) for request_id, told in new.items()]
    if lives:
        _store(session, incoming, lives)
    result = {"brought_in": len(new), "already": len(reached)}
    reached |= {life.state.id: life.state.sequence for life in lives}
    last = list(steps)[-1]
    return Answer({**result, "reached": reached}, last, reached[last])


def _references(session: Session, lives: Iterable[Sequence[Step]]) -> Callable[[int], str]:
    """The next reference of a year; as many are taken as are raised in it."""
    counts = Counter(_year(steps[0]) for steps in lives)
    # Years are taken in order, so that two calls never wait for each other in a circle.
    taken = {year: iter(next_references(session, year, count)) for year, count in sorted(counts.items())}
    return lambda year: next(taken[year])


def _year(raising: Step) -> int:
    received_on = raising["body"].get("received_on")
    return int(received_on[:4]) if isinstance(received_on, str) else council_date(raising["at"]).year


def _store(session: Session, incoming: Incoming, lives: Sequence[Life]) -> None:
    """In a few statements, however many there are."""
    insert_requests(session, [(life.state, life.moved) for life in lives])
    insert_around(session, [life.state for life in lives])
    words.insert_request_texts(session, {life.state.id: life.text for life in lives})
    words.insert_answers_of_many(session, {life.state.id: life.answers for life in lives})
    words.insert_messages(session, [(life.state.id, text) for life in lives for text in life.messages])
    events: Mapping[str, Any] = {life.state.id: life.events for life in lives}
    append_to_many(session, events, replace(incoming.origin, imported=True))
    index_lived(session, [(life.state, life.texts) for life in lives])
