"""Templates of a service's replies."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.tables import people, reply_templates, services

_t = reply_templates.c
# Asked with every form of an answer: written once, as that takes longer than asking it.
_TEMPLATES = (
    sa.select(_t.id.label("template_id"), _t.service_id, services.c.name.label("service"))
    .add_columns(_t.state, _t.name, _t.words, people.c.name.label("written_by"), _t.written_at)
    .outerjoin(services, services.c.service_id == _t.service_id)
    .outerjoin(people, people.c.person_id == _t.written_by)
    .where(_t.service_id.in_(sa.bindparam("service_ids", expanding=True)))
    .order_by(services.c.name, _t.name, _t.id)
)


def templates_of(session: Session, service_ids: Collection[str]) -> list[dict[str, Any]]:
    """{template_id, service_id, service, state, name, words, written_by, written_at}, by service and name."""
    rows = session.execute(_TEMPLATES, {"service_ids": sorted(service_ids)})
    return [dict(row) for row in rows.mappings()]


def service_of_template(session: Session, template_id: str) -> str | None:
    """Whose it is; None when there is no such template."""
    t = reply_templates.c
    found: str | None = session.scalar(sa.select(t.service_id).where(t.id == template_id))
    return found


def count_of_service(session: Session, service_id: str) -> int:
    """How many a service has."""
    query = sa.select(sa.func.count()).select_from(reply_templates)
    return session.scalar(query.where(reply_templates.c.service_id == service_id)) or 0


def insert_template(session: Session, row: dict[str, Any]) -> None:
    """A new one: {id, service_id, state, name, words, written_by, written_at}."""
    session.execute(sa.insert(reply_templates), row)


def rewrite_template(session: Session, template_id: str, changed: dict[str, Any]) -> None:
    """Put this in the place of what it was."""
    session.execute(sa.update(reply_templates).where(reply_templates.c.id == template_id).values(changed))


def delete_template(session: Session, template_id: str) -> None:
    """Erase it."""
    session.execute(sa.delete(reply_templates).where(reply_templates.c.id == template_id))
