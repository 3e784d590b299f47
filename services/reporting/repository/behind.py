"""Requests as they are counted, for who asks which are behind a figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import insert_plain, upsert
from services.contracts.reporting_vocabulary import (
    AGES,
    ANSWERS,
    BY_USE,
    DAYS_OF_AGES,
    GOOD,
    MADE_UP_OF,
    ON_TIME,
)
from services.contracts.vocabulary import CHANNELS, IN_ACTION
from services.reporting.domain.counting import Counted
from services.reporting.domain.items import WORDS
from services.reporting.domain.marks import KEPT
from services.reporting.repository.histories import chunks
from services.reporting.tables import marks, requests, spells

_FORGET = [
    sa.delete(table).where(table.c.request_id.in_(sa.bindparam("ids", expanding=True)))
    for table in (spells, marks)
]


def replace(session: Session, changed: Mapping[str, Counted], new: Iterable[str]) -> None:
    """Write requests with their spells and marks; of those that are not `new` the old ones go."""
    for ids in chunks(changed.keys() - set(new)):
        for forget in _FORGET:
            session.execute(forget, {"ids": ids})
    upsert(session, requests, [_request(request_id, found) for request_id, found in changed.items()])
    insert_plain(
        session,
        spells,
        [
            {
                "request_id": request_id,
                "starts": spell.starts,
                "ends": spell.ends,
                "state": spell.state,
                **spell.place._asdict(),
                "over_from": spell.over_from,
            }
            for request_id, found in changed.items()
            for spell in found.spells
        ],
    )
    insert_plain(
        session,
        marks,
        [
            {
                "request_id": request_id,
                "number": number,
                "figure": mark.figure,
                "counted_on": mark.counted_on,
                "starts": mark.starts,
                "ends": mark.ends,
                "value": mark.value,
                "kept": mark.kept,
            }
            for request_id, found in changed.items()
            for number, mark in enumerate(found.marks)
        ],
    )


def _request(request_id: str, found: Counted) -> dict[str, object]:
    made = found.made
    return {
        "request_id": request_id,
        "reference": made.reference,
        "made_on": made.day,
        "member_id": made.member_id,
        "channel": made.channel,
    }


@dataclass(frozen=True)
class Wanted:
    """Which: a figure of the days `first` to `last`, of some services (None: all), of a dimension's key.

    `members`: by whom, where the figure is of some.
    """

    figure: str
    first: int
    last: int
    services: frozenset[str] | None
    dimension: str
    key: str
    members: frozenset[str] | None = None


def page(session: Session, wanted: Wanted, after: tuple[int, int, str] | None, limit: int) -> Sequence[Any]:
    """The next of them behind a place, newest first; `number` tells those of one request apart."""
    number = marks.c.number if _is_of_marks(wanted) else sa.literal(0)
    taken = marks.c.value if wanted.figure in (*ANSWERS, *ON_TIME) else sa.null()
    counted_on = marks.c.counted_on if _is_of_marks(wanted) else sa.null()
    query = _found(
        sa.select(
            requests,
            spells.c.state,
            spells.c.service_id,
            spells.c.category_id,
            spells.c.ward_id,
            number.label("number"),
            counted_on.label("counted_on"),
            taken.label("taken"),
        ),
        wanted,
    )
    if after is not None:
        made_on, at, request_id = after
        place = sa.tuple_(requests.c.made_on, requests.c.request_id, number)
        query = query.where(place < sa.tuple_(made_on, request_id, at))
    order = (requests.c.made_on.desc(), requests.c.request_id.desc(), number.desc())
    return session.execute(query.order_by(*order).limit(limit)).all()


def how_many(session: Session, wanted: Wanted) -> int:
    """All of them."""
    return session.scalar(_found(sa.select(sa.func.count()).select_from(requests), wanted)) or 0


def _is_of_marks(wanted: Wanted) -> bool:
    return wanted.figure not in _OF_REQUESTS


_MADE = frozenset({"made", *CHANNELS, *BY_USE})
_OF_REQUESTS = frozenset({*MADE_UP_OF, *AGES, *_MADE})


def _found(query: sa.Select[Any], wanted: Wanted) -> sa.Select[Any]:
    """As they stood on the last day."""
    query = query.join(spells, spells.c.request_id == requests.c.request_id).where(
        spells.c.starts <= wanted.last, spells.c.ends > wanted.last
    )
    if wanted.figure == "over_by_a_week":
        query = query.where(spells.c.over_from <= wanted.last)
    if wanted.figure in MADE_UP_OF:
        query = query.where(spells.c.state.in_(MADE_UP_OF[wanted.figure]))
    elif wanted.figure in DAYS_OF_AGES:
        query = query.where(spells.c.state.in_(IN_ACTION), *_made_so_long_ago(wanted))
    elif wanted.figure in _MADE:
        query = query.where(requests.c.made_on.between(wanted.first, wanted.last))
        if wanted.members is not None:
            query = query.where(requests.c.member_id.in_(sorted(wanted.members)))
        elif wanted.figure in CHANNELS:
            query = query.where(requests.c.channel == wanted.figure)
    else:
        query = query.join(marks, marks.c.request_id == requests.c.request_id).where(
            *_marked(wanted.figure),
            marks.c.counted_on.between(wanted.first, wanted.last),
            marks.c.starts <= wanted.last,
            marks.c.ends > wanted.last,
        )
    return _of_part(query, wanted)


def _made_so_long_ago(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    since, until = DAYS_OF_AGES[wanted.figure]
    yield requests.c.made_on <= wanted.last - since
    if until is not None:
        yield requests.c.made_on > wanted.last - until


def _marked(figure: str) -> Iterator[sa.ColumnElement[bool]]:
    """As what: an answer, one that kept a date, an answer to a survey, a good one."""
    if figure in ON_TIME:
        figure, kept = ON_TIME[figure]
        yield marks.c.kept.op("&")(KEPT[kept]) != 0
    elif figure in GOOD:
        figure, least = GOOD[figure]
        yield marks.c.value <= WORDS[figure].index(least)
    yield marks.c.figure == figure


def _of_part(query: sa.Select[Any], wanted: Wanted) -> sa.Select[Any]:
    if wanted.services is not None:
        query = query.where(spells.c.service_id.in_(sorted(wanted.services)))
    columns = {
        "category": spells.c.category_id,
        "ward": spells.c.ward_id,
        "priority": spells.c.priority,
        "channel": requests.c.channel,
        "member": requests.c.member_id,
    }
    return query.where(columns[wanted.dimension] == wanted.key) if wanted.dimension else query
