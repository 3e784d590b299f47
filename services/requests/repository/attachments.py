"""Files that belong to requests: what is known of them; their names are among the words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.tables import attachments, messages, people


def insert_attachment(session: Session, attachment: dict[str, Any]) -> None:
    """A row of the table."""
    session.execute(sa.insert(attachments), attachment)


def attachments_of(session: Session, request_id: str) -> list[dict[str, Any]]:
    """[{attachment_id, name, media_type, size, content_hash, sequence, by, added_at}…] in order."""
    a = attachments.c
    query = (
        sa.select(a.id.label("attachment_id"), sa.func.coalesce(messages.c.body, "").label("name"))
        .add_columns(a.media_type, a.size, a.content_hash, a.sequence, people.c.name.label("by"), a.added_at)
        .outerjoin(
            messages,
            sa.and_(
                messages.c.request_id == a.request_id,
                messages.c.sequence == a.sequence,
                messages.c.field == "file_name",
            ),
        )
        .outerjoin(people, people.c.person_id == a.added_by)
        .where(a.request_id == request_id)
        .order_by(a.sequence)
    )
    return [dict(row) for row in session.execute(query).mappings()]


def bytes_added_since(session: Session, person_id: str, since: datetime) -> int:
    """How much one person has added, to any request."""
    a = attachments.c
    query = sa.select(sa.func.coalesce(sa.func.sum(a.size), 0))
    return int(session.execute(query.where(a.added_by == person_id, a.added_at > since)).scalar_one())


def files_in_use(session: Session, content_hashes: Sequence[str]) -> list[str]:
    """Those of the hashes that some request has a file of."""
    found = attachments.c.content_hash
    query = sa.select(found).where(found.in_(content_hashes)).distinct().order_by(found)
    return list(session.execute(query).scalars())
