"""What a list can be filtered by: services, categories and wards with their names, in one query."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.tables import categories, services, wards

Choices = dict[str, list[dict[str, Any]]]


def filter_choices(session: Session, service_ids: Sequence[str] | None = None) -> Choices:
    """{"services", "categories", "wards"}: [{id, name}…] by name, ended ones too.

    Of `service_ids` only, when given.
    """
    own_services = sa.true() if service_ids is None else services.c.service_id.in_(service_ids)
    own_categories = sa.true() if service_ids is None else categories.c.service_id.in_(service_ids)
    everything = sa.union_all(
        _named("services", services.c.service_id, services.c.name).where(own_services),
        _named("categories", categories.c.category_id, categories.c.name).where(own_categories),
        _named("wards", wards.c.ward_id, wards.c.name),
    )
    found: Choices = {"services": [], "categories": [], "wards": []}
    for kind, identifier, name in session.execute(everything):
        found[kind].append({"id": identifier, "name": name})
    return {kind: sorted(choices, key=lambda choice: str(choice["name"])) for kind, choices in found.items()}


def _named(kind: str, identifier: sa.Column[Any], name: sa.Column[Any]) -> sa.Select[Any]:
    return sa.select(sa.literal(kind), identifier, name)
