"""What is asked of the database: as many statements for ten events or requests as for five hundred."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from services.chassis.actor import Actor
from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.incoming import Origin
from services.contracts.requests_events import MESSAGE_ADDED
from services.requests import tables
from tests.service.requests_casework import MEMBER, OFFICER, OPERATOR, Casework, case
from tests.service.requests_council import (
    BIN_OFFICER,
    COLLEAGUE,
    GOVERNANCE,
    a_file,
    constituent,
    led,
    whole,
)

FEW, MANY = 10, 500
PAGE_AT_MOST = 19
COMMAND_AT_MOST = 22
LISTS: list[tuple[str, Actor, int]] = [
    ("portfolio", MEMBER, 5),
    ("worklist", OFFICER, 6),
    ("member_home", MEMBER, 8),
    ("ward_requests", COLLEAGUE, 2),
    ("constituents", MEMBER, 3),
    ("diary", MEMBER, 2),
    ("drafts", MEMBER, 2),
    ("raise_form", MEMBER, 4),
]


def statements(casework: Casework, name: str, actor: Actor, **body: Any) -> int:
    """How many a call needs, beside beginning a transaction."""
    with casework.counted() as sent:
        casework.done(name, actor, **body)
    return len([statement for statement in sent if not statement.startswith("BEGIN")])


def lengthen(casework: Casework, request_id: str, to: int) -> None:
    """Let the member have said much more."""
    with casework.database.transaction() as session:
        reached = last_sequence(session, request_id)
        said = [NewEvent(MESSAGE_ADDED, {"state": "with_service"})] * (to - reached)
        origin = Origin("ann", "member", "a-test", casework.clock.now())
        append(session, request_id, reached, said, origin)
        session.execute(sa.update(tables.requests).values(sequence=to))


def test_a_page_and_a_command_cost_the_same_however_long_the_history(casework: Casework) -> None:
    request_id, other = whole(casework).raised(sharing="ward_colleagues"), casework.raised()
    led(
        casework,
        request_id,
        ("add_contributor", OFFICER, {"service_id": "waste"}),
        ("ask_to_join", COLLEAGUE, {}),
        ("accept_join", MEMBER, {"member_id": "cara"}),
        ("attach", MEMBER, a_file("")),
        ("attach_constituent", MEMBER, constituent("", service_may_see=True)),
        ("link", OFFICER, {"other": other}),
        ("assign", OFFICER, {"officer_id": "olive"}),
    )
    readers = (MEMBER, OFFICER, COLLEAGUE, BIN_OFFICER, GOVERNANCE)
    cost = {}
    for length in (FEW, MANY):
        lengthen(casework, request_id, length)
        casework.clock.advance(timedelta(days=1))  # who read before is noted anew
        pages = [statements(casework, "request", reader, request_id=request_id) for reader in readers]
        said = statements(casework, "add_message", MEMBER, request_id=request_id, message="Any news?")
        cost[length] = (pages, said)
    assert cost[FEW] == cost[MANY]
    pages, said = cost[FEW]
    assert max(pages) <= PAGE_AT_MOST
    assert said <= COMMAND_AT_MOST


@pytest.mark.parametrize(("name", "actor", "at_most"), LISTS)
def test_a_list_costs_the_same_however_many_requests_there_are(
    casework: Casework, name: str, actor: Actor, at_most: int
) -> None:
    first = whole(casework).raised()
    casework.done("attach_constituent", MEMBER, **constituent(first))
    casework.done("write_diary", MEMBER, words="Ring Angus", request_id=first)
    cost = set()
    for start, end in ((1, FEW), (FEW, MANY)):
        cases = [case(number, responded_at=None, closed_at=None) for number in range(start, end)]
        casework.done("import_cases", OPERATOR, casebook="old", cases=cases)
        with casework.database.transaction() as session:
            session.execute(sa.update(tables.requests).values(sharing="ward_colleagues"))
        cost.add(statements(casework, name, actor))
    assert len(cost) == 1
    assert max(cost) <= at_most
