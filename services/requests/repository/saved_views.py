"""Views of lists that people saved for themselves."""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.requests.tables import saved_views

# Asked with every list: written once, as that takes longer than asking it.
_VIEWS = (
    sa.select(saved_views.c.name, saved_views.c.filters)
    .where(saved_views.c.person_id == sa.bindparam("of"), saved_views.c.list_name == sa.bindparam("named"))
    .order_by(saved_views.c.name)
)


def save_view(
    session: Session, person_id: str, list_name: str, name: str, filters: Mapping[str, str]
) -> None:
    """Keep it, in place of one of that name."""
    row = {"person_id": person_id, "list_name": list_name, "name": name, "filters": json.dumps(dict(filters))}
    upsert(session, saved_views, [row])


def forget_view(session: Session, person_id: str, list_name: str, name: str) -> None:
    """Forget it, if there is one."""
    session.execute(sa.delete(saved_views).where(_of(person_id, list_name), saved_views.c.name == name))


def views_of(session: Session, person_id: str, list_name: str) -> list[dict[str, Any]]:
    """{"name", "filters"} of each, by name."""
    rows = session.execute(_VIEWS, {"of": person_id, "named": list_name})
    return [{"name": row.name, "filters": json.loads(row.filters)} for row in rows]


def _of(person_id: str, list_name: str) -> sa.ColumnElement[bool]:
    return sa.and_(saved_views.c.person_id == person_id, saved_views.c.list_name == list_name)
