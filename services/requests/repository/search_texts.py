"""Everything that is written about one request, read for the index by which it is found."""

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.tables import events
from services.contracts.requests_events import REQUESTS_EVENTS
from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES
from services.requests.domain.event_data import from_data
from services.requests.domain.search.documents import Said, Texts
from services.requests.domain.vocabulary import Side
from services.requests.repository.words import answers_of
from services.requests.tables import messages, request_texts

# Asked with every command that says something: written once, as that takes longer than asking it.
_TEXTS = sa.select(request_texts).where(request_texts.c.request_id == sa.bindparam("of"))
_SAID = (
    sa.select(messages.c.sequence, messages.c.body)
    .add_columns(events.c.type, events.c.version, events.c.data, events.c.actor_role)
    .join(events, sa.and_(events.c.stream == messages.c.request_id, events.c.sequence == messages.c.sequence))
    .where(messages.c.request_id == sa.bindparam("of"))
    .order_by(messages.c.sequence.desc(), messages.c.field)
)

_SIDE_OF_MEMBER = (MEMBER, MEMBER_SERVICES)


def texts_of(session: Session, request_id: str) -> Texts:
    """Three queries, however long the conversation."""
    row = dict(session.execute(_TEXTS, {"of": request_id}).mappings().one())
    del row["request_id"]
    answers = " ".join(answer["answer"] for answer in answers_of(session, request_id))
    return Texts(**row, answers=answers, said=_said(session, request_id))


def _said(session: Session, request_id: str) -> list[Said]:
    """The words of its events, newest first."""
    by_event: dict[int, list[Any]] = {}
    for row in session.execute(_SAID, {"of": request_id}):
        by_event.setdefault(row.sequence, []).append(row)
    return [_of_event(rows) for rows in by_event.values()]


def _of_event(rows: list[Any]) -> Said:
    row = rows[0]
    event = from_data(row.type, REQUESTS_EVENTS[row.type].lift(row.version, json.loads(row.data)))
    side = Side.MEMBER if row.actor_role in _SIDE_OF_MEMBER else Side.SERVICE
    return Said(event, side, "\n".join(each.body for each in rows))
