"""Lists read the end of an index: their cost does not grow with what is finished."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from services.contracts.vocabulary import IN_ACTION, STATES
from services.requests.repository.due_counts import due_query
from services.requests.repository.keyset import Cursor, Place
from services.requests.repository.listing import (
    Listing,
    contributed_to_by,
    due_between,
    has_reference,
    in_order,
    joined_by,
    led_by,
    own_requests,
    portfolio_of,
    standing_with,
    worklist_of,
)
from services.requests.repository.lists import page_query
from tests.service.requests_casework import NOON, OPERATOR, Casework, case

ROWS = 3_000
BY_MEMBER = "ix_requests_portfolio"
BY_SERVICE = "ix_requests_worklist"
BY_HOLDER = "ix_requests_holder"
BY_CONTRIBUTOR = "contributors"
BY_JOINING = "joinings"
LATE = (date.min, NOON.date())
LISTINGS = (
    (portfolio_of("ann", STATES), BY_MEMBER),
    (worklist_of("olive", led_by(["education", "roads"]), IN_ACTION), BY_SERVICE),
    (worklist_of("olive", led_by(["roads"]), ["closed"]), BY_SERVICE),
    (worklist_of("dirk", [standing_with("dirk")], IN_ACTION), BY_HOLDER),
    (worklist_of("wes", contributed_to_by(["waste"]), IN_ACTION), BY_CONTRIBUTOR),
    (worklist_of("wes", contributed_to_by(["waste"]), ["closed"]), BY_CONTRIBUTOR),
    (joined_by("cara", STATES), BY_JOINING),
    (in_order(portfolio_of("ann", IN_ACTION), "due"), "ix_requests_portfolio_due"),
    (
        in_order(worklist_of("olive", led_by(["education", "roads"]), IN_ACTION), "due"),
        "ix_requests_worklist_due",
    ),
    (in_order(worklist_of("olive", led_by(["roads"]), ["closed"]), "due"), "ix_requests_worklist_due"),
    (
        in_order(worklist_of("olive", led_by(["roads"]), IN_ACTION, conditions=[due_between(*LATE)]), "due"),
        "ix_requests_worklist_due",
    ),
)


@pytest.fixture
def filled(casework: Casework) -> Casework:
    """Three thousand finished requests of one member and one service, and a few that are open."""
    for start in range(0, ROWS, 500):
        cases = [case(number) for number in range(start, start + 500)]
        casework.done("import_cases", OPERATOR, casebook="old", cases=cases)
    for _ in range(3):
        casework.raised()
    if not casework.database.is_sqlite:  # as autovacuum does; SQLite plans without knowing what there is
        with casework.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))
    return casework


def plan(casework: Casework, listing: Listing, cursor: Cursor | None = None) -> str:
    """How the database says that it reads a page of 25."""
    return plan_of(casework, *page_query(listing, cursor, 26))


def plan_of(casework: Casework, query: sa.Executable, values: dict[str, Any]) -> str:
    """How the database says that it answers a query."""
    explain = "EXPLAIN QUERY PLAN " if casework.database.is_sqlite else "EXPLAIN ANALYZE "

    def explained(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        return explain + statement, parameters

    sa.event.listen(casework.database.engine, "before_cursor_execute", explained, retval=True)
    try:
        with casework.looking() as session:
            return "\n".join(" ".join(map(str, row)) for row in session.execute(query, values))
    finally:
        sa.event.remove(casework.database.engine, "before_cursor_execute", explained)


def test_a_page_is_read_from_the_end_of_its_index_however_much_is_finished(filled: Casework) -> None:
    for listing, index in LISTINGS:
        for cursor in (None, Cursor(Place(NOON, "a")), Cursor(Place(NOON, "a"), backwards=True)):
            told = plan(filled, listing, cursor)
            assert index in told
            assert not reads_every_request(told)
    found_by = has_reference("MZ-2019-000007-X", "10000006")
    told = plan(filled, portfolio_of("ann", STATES, found_by=found_by))
    assert BY_MEMBER not in told
    assert not reads_every_request(told)


def test_what_is_due_is_counted_at_the_front_of_its_index(filled: Casework) -> None:
    spans = {"late": LATE, "today": (NOON.date(), NOON.date())}
    for scopes, index in (
        (own_requests("ann"), "ix_requests_portfolio_due"),
        (led_by(["education", "roads"]), "ix_requests_worklist_due"),
        (
            [*led_by(["education", "roads"]), *contributed_to_by(["education"]), standing_with("head")],
            "ix_requests_worklist_due",
        ),
    ):
        told = plan_of(filled, *due_query(scopes, spans))
        assert index in told
        assert not reads_every_request(told)


def reads_every_request(told: str) -> bool:
    """Whether a plan goes through the whole table, or (as SQLite once did) through all in one state."""
    everything = ("SCAN requests", "Seq Scan on requests", "SEARCH requests USING INDEX ix_requests_answered")
    return any(one in told for one in everything)
