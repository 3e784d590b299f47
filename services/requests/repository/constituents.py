"""Constituents: found by their member only, attached to requests, gone when the agreement ends."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.tables import constituents, constituents_of_requests, requests

FOUND_AT_MOST = 200

_attached = constituents_of_requests
_FACTS = ("name", "contact", "agreed_to", "agreed_how", "agreed_on", "service_may_see")


def lock_records(session: Session, request_id: str, *more: str) -> dict[str, str]:
    """Whose are the records for whom the request is and those of `more` ids that there are: owners by id.

    Other changes of them wait until this transaction ends. Whatever changes records locks them before any
    request, and in the order of ids, so that two never wait in a circle.
    """
    of_this = sa.select(_attached.c.constituent_id).where(_attached.c.request_id == request_id)
    wanted = sa.or_(constituents.c.id.in_(of_this), constituents.c.id.in_(more))
    query = sa.select(constituents.c.id, constituents.c.owner_id).where(wanted).order_by(constituents.c.id)
    return {row.id: row.owner_id for row in session.execute(query.with_for_update())}


def attached_to(session: Session, constituent_ids: Iterable[str]) -> list[str]:
    """The requests that are for these."""
    query = sa.select(_attached.c.request_id).where(_attached.c.constituent_id.in_(list(constituent_ids)))
    return list(session.scalars(query))


def insert_constituent(session: Session, facts: dict[str, Any]) -> None:
    """A new record: {id, owner_id, name, contact, agreed_to, agreed_how, agreed_on, service_may_see}."""
    session.execute(sa.insert(constituents), facts)


def attach(session: Session, request_id: str, constituent_id: str) -> None:
    """From now on the request is for this constituent; the record it was for goes when nothing needs it."""
    before = _taken_off(session, request_id)
    session.execute(sa.insert(_attached), {"request_id": request_id, "constituent_id": constituent_id})
    _forget_unless_needed(session, before)


def detach(session: Session, request_id: str) -> None:
    """The request is for nobody any more; a record that no request is for any more goes."""
    _forget_unless_needed(session, _taken_off(session, request_id))


def _taken_off(session: Session, request_id: str) -> str | None:
    """The record that the request was for."""
    ours = _attached.c.request_id == request_id
    found = session.scalar(sa.select(_attached.c.constituent_id).where(ours))
    session.execute(sa.delete(_attached).where(ours))
    return found


def _forget_unless_needed(session: Session, constituent_id: str | None) -> None:
    needed = sa.exists().where(_attached.c.constituent_id == constituents.c.id)
    session.execute(sa.delete(constituents).where(constituents.c.id == constituent_id, ~needed))


def hand_over(session: Session, request_id: str, new_id: str, successor_id: str) -> None:
    """The successor gets a record of their own of the constituent for whom the request is, if any."""
    facts = constituent_of(session, request_id)
    if facts is None:
        return
    del facts["constituent_id"]
    insert_constituent(session, {"id": new_id, "owner_id": successor_id, **facts})
    attach(session, request_id, new_id)


def constituent_of(session: Session, request_id: str) -> dict[str, Any] | None:
    """For whom a request is: {constituent_id, name, contact, agreed_…, service_may_see}, or None."""
    query = _described().join(_attached, _attached.c.constituent_id == constituents.c.id)
    row = session.execute(query.where(_attached.c.request_id == request_id)).mappings().one_or_none()
    return None if row is None else dict(row)


def constituents_of(session: Session, owner_id: str, name: str) -> list[dict[str, Any]]:
    """The owner's records with that in their name, by name, each with its `requests` (of the owner)."""
    rows = session.execute(_described().where(constituents.c.owner_id == owner_id)).mappings()
    # Not by the database: SQLite knows the capitals of A to Z only.
    fitting = [{**row, "requests": []} for row in rows if name.casefold() in row["name"].casefold()]
    found = sorted(fitting, key=lambda row: (row["name"].casefold(), row["constituent_id"]))[:FOUND_AT_MOST]
    by_id = {row["constituent_id"]: row["requests"] for row in found}
    attached = (
        sa.select(_attached.c.constituent_id, requests.c.id, requests.c.reference, requests.c.member_id)
        .join(requests, requests.c.id == _attached.c.request_id)
        .where(_attached.c.constituent_id.in_(list(by_id)))
        .order_by(requests.c.raised_at.desc(), requests.c.id)
    )
    for constituent_id, request_id, reference, member_id in session.execute(attached):
        # Not by the database: SQLite would start from all that the member ever raised.
        if member_id == owner_id:
            by_id[constituent_id].append({"request_id": request_id, "reference": reference})
    return found


def _described() -> sa.Select[Any]:
    columns = [constituents.c[name] for name in _FACTS]
    return sa.select(constituents.c.id.label("constituent_id"), *columns)
