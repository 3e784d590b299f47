"""What members said: to their services and the desk, for the update paper, and what they can still say."""

from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.clock import COUNCIL_ZONE, council_date
from services.chassis.incoming import Incoming
from services.contracts.feedback_vocabulary import DAYS_TO_ANSWER
from services.contracts.vocabulary import MEMBER_SERVICES
from services.feedback.domain.surveys import Closing
from services.feedback.repository import said as found_said
from services.feedback.repository.directory_copy import service_names, services_of
from services.feedback.repository.said import Cursor, Wanted, parse_cursor
from services.feedback.use_cases.refusing import invalid

ASKED_AT_ONCE = 10
NO_PAGE = "There is no such page. Begin again at the first one."

Row = sa.Row[Any]


def surveys_to_answer(session: Session, incoming: Incoming) -> dict[str, Any]:
    """The closings about which a member can still say how it went, and has not."""
    today = council_date(incoming.now)
    since = _beginning_of(today - timedelta(days=DAYS_TO_ANSWER))
    rows = found_said.to_answer(session, incoming.actor.id, since, ASKED_AT_ONCE)
    return {
        "closings": [
            {
                "request_id": row.request_id,
                "reference": row.reference,
                "closing": row.closing,
                "closed_at": row.closed_at.isoformat(),
                "last_day": _last_day(row).isoformat(),
            }
            for row in rows
        ]
    }


def said(session: Session, incoming: Incoming) -> dict[str, Any]:
    """What members said about the closings of the actor's services."""
    body, actor = incoming.body, incoming.actor
    names = service_names(session)
    held = services_of(session, actor.id, council_date(incoming.now))
    sees_all = MEMBER_SERVICES in actor.roles or None in held
    mine = set(names) if sees_all else {one for one in held if one}
    chosen = body["service_id"]
    asked = mine if chosen is None else mine & {chosen}
    wanted = Wanted(
        None if sees_all and chosen is None else asked,
        unhappy=body["unhappy"],
        unreplied=body["unreplied"],
    )
    rows, following = found_said.said(session, wanted, _cursor(body), body["limit"])
    offered = sorted(({"id": one, "name": names.get(one, one)} for one in mine), key=lambda one: one["name"])
    return {
        "surveys": [_wire(row, names) | {"replies": row.replies} for row in rows],
        "next": following,
        "services": offered,
    }


def quotable_comments(session: Session, incoming: Incoming) -> dict[str, Any]:
    """What the update paper may quote, without the members' names."""
    body = incoming.body
    wanted = Wanted(
        None,
        quotable=True,
        since=_beginning_of(body["since"]) if body["since"] else None,
        before=_beginning_of(_day_after(body["as_at"])),
    )
    names = service_names(session)
    rows, following = found_said.said(session, wanted, _cursor(body), body["limit"])
    return {"comments": [_wire(row, names) for row in rows], "next": following}


def _wire(row: Row, names: dict[str, str]) -> dict[str, Any]:
    return {
        "request_id": row.request_id,
        "reference": row.reference,
        "closing": row.closing,
        "service_id": row.service_id,
        "service": names.get(row.service_id, ""),
        "speed": row.speed,
        "quality": row.quality,
        "comment": row.comment or "",
        "answered_at": row.answered_at.isoformat(),
    }


def _cursor(body: dict[str, Any]) -> Cursor | None:
    if body["cursor"] is None:
        return None
    try:
        return parse_cursor(body["cursor"])
    except (ValueError, OverflowError):
        raise invalid(NO_PAGE, {"cursor": [NO_PAGE]}) from None


def _last_day(row: Row) -> date:
    return Closing(row.request_id, row.closing, row.member_id, row.service_id, row.closed_at).last_day


def _beginning_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=COUNCIL_ZONE)


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
