"""Keeping the copy of the directory: each event states one thing's full facts, and the latest stands."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts import directory_events
from services.contracts.events import Received
from services.requests.repository.directory_copy import note_ended_offices, replace_facts, replace_people
from services.requests.tables import categories, outside_bodies, preferences, services, wards

Handler = Callable[[Session, Sequence[Received]], None]


def _facts_of(table: sa.Table) -> Handler:
    def record(session: Session, received: Sequence[Received]) -> None:
        replace_facts(session, table, [event.data for event in received])

    return record


def record_people(session: Session, received: Sequence[Received]) -> None:
    """People with their names, roles and terms."""
    replace_people(session, [event.data for event in received])


def record_ended_offices(session: Session, received: Sequence[Received]) -> None:
    """Members who serve no ward any more; `use_cases/freezing` does what follows."""
    offices = [(event.data["person_id"], event.time, event.correlation_id) for event in received]
    note_ended_offices(session, offices)


HANDLERS: dict[str, Handler] = {
    directory_events.WARD_RECORDED.name: _facts_of(wards),
    directory_events.SERVICE_RECORDED.name: _facts_of(services),
    directory_events.CATEGORY_RECORDED.name: _facts_of(categories),
    directory_events.OUTSIDE_BODY_RECORDED.name: _facts_of(outside_bodies),
    directory_events.PERSON_RECORDED.name: record_people,
    directory_events.PREFERENCES_SET.name: _facts_of(preferences),
    directory_events.OFFICE_ENDED.name: record_ended_offices,
}
