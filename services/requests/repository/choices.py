"""What can be chosen: to filter a list by, and for a request that was raised."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import ROLES_OF_A_SERVICE
from services.requests.repository.council import in_force
from services.requests.tables import categories, outside_bodies, people, person_roles, services, wards

Choices = dict[str, list[dict[str, Any]]]


def _named(kind: str, identifier: sa.Column[Any], name: sa.Column[Any]) -> sa.Select[Any]:
    return sa.select(sa.literal(kind), identifier, name)


def _filter_of_services() -> sa.CompoundSelect[Any]:
    service_ids: sa.BindParameter[str] = sa.bindparam("service_ids", expanding=True)
    held = sa.and_(
        person_roles.c.person_id == people.c.person_id,
        person_roles.c.service_id.in_(service_ids),
        person_roles.c.role.in_(ROLES_OF_A_SERVICE),
        in_force(person_roles, _DAY),
    )
    return sa.union_all(
        _SERVICES.where(services.c.service_id.in_(service_ids)),
        _CATEGORIES.where(categories.c.service_id.in_(service_ids)),
        _WARDS,
        _named("officers", people.c.person_id, people.c.name).where(sa.exists().where(held)),
    )


# Asked with pages: written once, as that takes longer than asking it.
_DAY = sa.bindparam("day", type_=sa.Date)
_SERVICES = _named("services", services.c.service_id, services.c.name)
_CATEGORIES = _named("categories", categories.c.category_id, categories.c.name)
_WARDS = _named("wards", wards.c.ward_id, wards.c.name)
_FILTER = sa.union_all(_SERVICES, _CATEGORIES, _WARDS)
_FILTER_OF_SERVICES = _filter_of_services()
_OPEN_SERVICES = (
    sa.select(services.c.service_id, services.c.name)
    .add_columns(categories.c.category_id, categories.c.name.label("category"))
    .outerjoin(
        categories,
        sa.and_(categories.c.service_id == services.c.service_id, in_force(categories, _DAY)),
    )
    .where(in_force(services, _DAY))
    .order_by(services.c.name, services.c.service_id, categories.c.name)
)
_OPEN_BODIES = (
    sa.select(outside_bodies.c.outside_body_id.label("id"), outside_bodies.c.name)
    .where(in_force(outside_bodies, _DAY))
    .order_by(outside_bodies.c.name)
)


def filter_choices(session: Session) -> Choices:
    """{"services", "categories", "wards"}: [{id, name}…] by name, ended ones too. One query."""
    return _read(session, ("services", "categories", "wards"), _FILTER, {})


def worklist_choices(session: Session, service_ids: Sequence[str], day: date) -> Choices:
    """The same of these services only, and their "officers" (heads, too) of a day. One query."""
    kinds = ("services", "categories", "wards", "officers")
    return _read(session, kinds, _FILTER_OF_SERVICES, {"service_ids": service_ids, "day": day})


def _read(
    session: Session, kinds: Sequence[str], statement: sa.CompoundSelect[Any], values: Mapping[str, Any]
) -> Choices:
    found: Choices = {kind: [] for kind in kinds}
    for kind, identifier, name in session.execute(statement, values):
        found[kind].append({"id": identifier, "name": name})
    return {kind: sorted(choices, key=lambda choice: str(choice["name"])) for kind, choices in found.items()}


def open_services(session: Session, day: date) -> list[dict[str, Any]]:
    """The services of a day with their categories in use: {id, name, categories: [{id, name}…]}, by name."""
    found: dict[str, dict[str, Any]] = {}
    for row in session.execute(_OPEN_SERVICES, {"day": day}):
        one = found.setdefault(row.service_id, {"id": row.service_id, "name": row.name, "categories": []})
        if row.category_id is not None:
            one["categories"].append({"id": row.category_id, "name": row.category})
    return list(found.values())


def open_outside_bodies(session: Session, day: date) -> list[dict[str, Any]]:
    """The outside bodies of a day, {id, name}, by name."""
    return [dict(row) for row in session.execute(_OPEN_BODIES, {"day": day}).mappings()]
