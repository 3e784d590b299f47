"""What can be chosen: to filter a list by, and for a request that was raised."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.vocabulary import ROLES_OF_A_SERVICE
from services.requests.repository.council import in_force
from services.requests.tables import categories, outside_bodies, people, person_roles, services, wards

Choices = dict[str, list[dict[str, Any]]]


def filter_choices(session: Session) -> Choices:
    """{"services", "categories", "wards"}: [{id, name}…] by name, ended ones too. One query."""
    return _read(
        session,
        services=_named("services", services.c.service_id, services.c.name),
        categories=_named("categories", categories.c.category_id, categories.c.name),
        wards=_named("wards", wards.c.ward_id, wards.c.name),
    )


def worklist_choices(session: Session, service_ids: Sequence[str], day: date) -> Choices:
    """The same of these services only, and their "officers" (heads, too) of a day. One query."""
    own_services, own_categories = (of.c.service_id.in_(service_ids) for of in (services, categories))
    held = sa.and_(
        person_roles.c.person_id == people.c.person_id,
        person_roles.c.service_id.in_(service_ids),
        person_roles.c.role.in_(ROLES_OF_A_SERVICE),
        in_force(person_roles, day),
    )
    return _read(
        session,
        services=_named("services", services.c.service_id, services.c.name).where(own_services),
        categories=_named("categories", categories.c.category_id, categories.c.name).where(own_categories),
        wards=_named("wards", wards.c.ward_id, wards.c.name),
        officers=_named("officers", people.c.person_id, people.c.name).where(sa.exists().where(held)),
    )


def _read(session: Session, **asked: sa.Select[Any]) -> Choices:
    found: Choices = {kind: [] for kind in asked}
    for kind, identifier, name in session.execute(sa.union_all(*asked.values())):
        found[kind].append({"id": identifier, "name": name})
    return {kind: sorted(choices, key=lambda choice: str(choice["name"])) for kind, choices in found.items()}


def open_services(session: Session, day: date) -> list[dict[str, Any]]:
    """The services of a day with their categories in use: {id, name, categories: [{id, name}…]}, by name."""
    in_use = sa.and_(categories.c.service_id == services.c.service_id, in_force(categories, day))
    rows = session.execute(
        sa.select(services.c.service_id, services.c.name)
        .add_columns(categories.c.category_id, categories.c.name.label("category"))
        .outerjoin(categories, in_use)
        .where(in_force(services, day))
        .order_by(services.c.name, services.c.service_id, categories.c.name)
    )
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = found.setdefault(row.service_id, {"id": row.service_id, "name": row.name, "categories": []})
        if row.category_id is not None:
            one["categories"].append({"id": row.category_id, "name": row.category})
    return list(found.values())


def open_outside_bodies(session: Session, day: date) -> list[dict[str, Any]]:
    """The outside bodies of a day, {id, name}, by name."""
    o = outside_bodies.c
    query = sa.select(o.outside_body_id.label("id"), o.name).where(in_force(outside_bodies, day))
    return [dict(row) for row in session.execute(query.order_by(o.name)).mappings()]


def _named(kind: str, identifier: sa.Column[Any], name: sa.Column[Any]) -> sa.Select[Any]:
    return sa.select(sa.literal(kind), identifier, name)
