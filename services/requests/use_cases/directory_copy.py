"""Keeping the copy of the directory: each event states one thing's full facts, and the latest stands."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts import directory_events
from services.contracts.events import Received
from services.requests.repository.directory_copy import replace_facts, replace_people
from services.requests.tables import categories, services, wards

Handler = Callable[[Session, Sequence[Received]], None]


def _facts_of(table: sa.Table) -> Handler:
    def record(session: Session, received: Sequence[Received]) -> None:
        replace_facts(session, table, [event.data for event in received])

    return record


def record_people(session: Session, received: Sequence[Received]) -> None:
    """People with their names, roles and terms."""
    replace_people(session, [event.data for event in received])


HANDLERS: dict[str, Handler] = {
    directory_events.WARD_RECORDED.name: _facts_of(wards),
    directory_events.SERVICE_RECORDED.name: _facts_of(services),
    directory_events.CATEGORY_RECORDED.name: _facts_of(categories),
    directory_events.PERSON_RECORDED.name: record_people,
}
