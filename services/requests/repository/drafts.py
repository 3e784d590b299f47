"""What people have typed and not sent yet."""

import json
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.requests.tables import drafts

KEPT_FOR = timedelta(days=30)
DELETED_AT_ONCE = 500

# Said with every form and command: written once, as that takes longer than doing it.
_KEPT = sa.select(drafts.c.form, drafts.c.content, drafts.c.saved_at).where(
    drafts.c.person_id == sa.bindparam("of"), drafts.c.saved_at > sa.bindparam("since")
)
_FIND = _KEPT.where(drafts.c.form == sa.bindparam("named"))
_ALL = _KEPT.order_by(drafts.c.saved_at.desc(), drafts.c.form)
_DISCARD = sa.delete(drafts).where(
    drafts.c.person_id == sa.bindparam("of"), drafts.c.form == sa.bindparam("named")
)


def save(session: Session, person_id: str, form: str, content: dict[str, str], now: datetime) -> None:
    """Keep what was typed into a form, in place of what was kept before."""
    row = {"person_id": person_id, "form": form, "content": json.dumps(content), "saved_at": now}
    upsert(session, drafts, [row])


def discard(session: Session, person_id: str, form: str) -> None:
    """Forget it."""
    session.execute(_DISCARD, {"of": person_id, "named": form})


def find(session: Session, person_id: str, form: str, now: datetime) -> dict[str, Any] | None:
    """{"form", "content", "saved_at"} or None."""
    values = {"of": person_id, "since": now - KEPT_FOR, "named": form}
    row = session.execute(_FIND, values).mappings().one_or_none()
    return None if row is None else _loaded(row)


def of_person(session: Session, person_id: str, now: datetime) -> list[dict[str, Any]]:
    """Every draft of a person, as `find` gives it, latest first."""
    rows = session.execute(_ALL, {"of": person_id, "since": now - KEPT_FOR})
    return [_loaded(row) for row in rows.mappings()]


def other_forms(session: Session, person_id: str, form: str) -> int:
    """How many other drafts the person keeps."""
    query = sa.select(sa.func.count()).select_from(drafts)
    return session.scalar(query.where(drafts.c.person_id == person_id, drafts.c.form != form)) or 0


def delete_expired(session: Session, now: datetime) -> None:
    """Delete some of those that nobody saved for 30 days, the oldest first."""
    keys = sa.tuple_(drafts.c.person_id, drafts.c.form)
    old = sa.select(drafts.c.person_id, drafts.c.form).where(drafts.c.saved_at <= now - KEPT_FOR)
    some = old.order_by(drafts.c.saved_at).limit(DELETED_AT_ONCE)
    session.execute(sa.delete(drafts).where(keys.in_(some)))


def _loaded(row: sa.RowMapping) -> dict[str, Any]:
    return {**row, "content": json.loads(row["content"])}
