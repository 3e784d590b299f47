"""Keeping the copy of the directory: each event states one thing's full facts, and the latest stands."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.contracts import directory_events
from services.contracts.events import Received
from services.sla.repository.directory_copy import replace_facts, replace_people, roles_on
from services.sla.tables import categories, services

Handler = Callable[[Session, Sequence[Received]], None]


def current_roles(session: Session, person_id: str) -> frozenset[str]:
    """The roles that a person holds on the day of the call."""
    return roles_on(session, person_id, council_date(session.info["now"]))


def _facts_of(table: sa.Table) -> Handler:
    def record(session: Session, received: Sequence[Received]) -> None:
        replace_facts(session, table, [event.data for event in received])

    return record


def record_people(session: Session, received: Sequence[Received]) -> None:
    """People with their names, roles and terms."""
    replace_people(session, [event.data for event in received])


HANDLERS: dict[str, Handler] = {
    directory_events.SERVICE_RECORDED.name: _facts_of(services),
    directory_events.CATEGORY_RECORDED.name: _facts_of(categories),
    directory_events.PERSON_RECORDED.name: record_people,
}
