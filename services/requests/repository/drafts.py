"""What people have typed and not sent yet."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.requests.tables import drafts


def save(session: Session, person_id: str, form: str, content: dict[str, str], now: datetime) -> None:
    """Keep what was typed into a form, in place of what was kept before."""
    row = {"person_id": person_id, "form": form, "content": json.dumps(content), "saved_at": now}
    upsert(session, drafts, [row])


def discard(session: Session, person_id: str, form: str) -> None:
    """Forget it."""
    session.execute(sa.delete(drafts).where(drafts.c.person_id == person_id, drafts.c.form == form))


def find(session: Session, person_id: str, form: str) -> dict[str, Any] | None:
    """{"content", "saved_at"} or None."""
    query = sa.select(drafts.c.content, drafts.c.saved_at)
    row = session.execute(query.where(drafts.c.person_id == person_id, drafts.c.form == form)).one_or_none()
    return None if row is None else {"content": json.loads(row[0]), "saved_at": row[1].isoformat()}


def other_forms(session: Session, person_id: str, form: str) -> int:
    """How many other drafts the person keeps."""
    query = sa.select(sa.func.count()).select_from(drafts)
    return session.scalar(query.where(drafts.c.person_id == person_id, drafts.c.form != form)) or 0
