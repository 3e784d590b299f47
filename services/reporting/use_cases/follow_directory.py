"""Keeping the copy of the directory: each event states one thing's full facts, and the latest stands."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.contracts import directory_events
from services.contracts.events import Received
from services.reporting.repository import directory_copy
from services.reporting.tables import categories, wards

Handler = Callable[[Session, Sequence[Received]], None]


def current_roles(session: Session, person_id: str) -> frozenset[str]:
    """The roles that a person holds on the day of the call."""
    return directory_copy.roles_on(session, person_id, council_date(session.info["now"]))


def _facts_of(table: sa.Table) -> Handler:
    def record(session: Session, received: Sequence[Received]) -> None:
        directory_copy.replace_facts(session, table, [event.data for event in received])

    return record


def record_services(session: Session, received: Sequence[Received]) -> None:
    """Services with their columns on all days."""
    directory_copy.replace_services(session, [event.data for event in received])


def record_people(session: Session, received: Sequence[Received]) -> None:
    """People with their names, roles and terms."""
    directory_copy.replace_people(session, [event.data for event in received])


HANDLERS: dict[str, Handler] = {
    directory_events.WARD_RECORDED.name: _facts_of(wards),
    directory_events.SERVICE_RECORDED.name: record_services,
    directory_events.CATEGORY_RECORDED.name: _facts_of(categories),
    directory_events.PERSON_RECORDED.name: record_people,
}
