"""What is due is told once, whoever tells it and whatever stops them, and what is not due costs nothing."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.leases import Lease
from services.chassis.ticker import Tick, Ticker
from services.sla.repository.clocks import with_something_to_tell
from services.sla.tables import clocks
from services.sla.use_cases.keep_up import AT_ONCE, keep_up
from tests.service.clock_room import ClockRoom, local


class Killed(Exception):
    """Stands for the end of a process just before its commit."""


def ticker(room: ClockRoom, lease: Lease, dies: bool = False) -> Ticker:
    """One instance's ticker; nothing of a run that dies is committed."""

    def once(session: Session, now: datetime) -> bool:
        more = keep_up(session, now)
        if dies:
            raise Killed
        return more

    return Ticker(Tick(1.0, once), room.database, room.clock, lease, lambda: None)


def told(room: ClockRoom) -> list[tuple[str, str]]:
    return [(e.type, e.stream) for e in room.events("due_soon", "breached", "over_by_a_week")]


def test_of_two_instances_one_tells_and_the_other_takes_over_when_it_is_gone(clock_room: ClockRoom) -> None:
    clock_room.raised()
    clock_room.keep_up()
    clock_room.clock.set(local("2023-09-12 08:00"))
    leases = [Lease(clock_room.database, "keep up") for _ in range(2)]
    first, second = (ticker(clock_room, lease) for lease in leases)
    first.run_once()
    second.run_once()
    once = [("due_soon", "clocks:r1"), ("breached", "clocks:r1")]
    assert told(clock_room) == once
    leases[0].release()
    second.run_once()
    assert told(clock_room) == once


def test_a_process_that_dies_before_its_commit_has_told_nothing_and_the_next_tells_it(
    clock_room: ClockRoom,
) -> None:
    clock_room.raised()
    clock_room.keep_up()
    clock_room.clock.set(local("2023-09-08 08:00"))
    lease = Lease(clock_room.database, "keep up")
    with pytest.raises(Killed):
        ticker(clock_room, lease, dies=True).run_once()
    assert told(clock_room) == []
    ticker(clock_room, lease).run_once()
    assert told(clock_room) == [("due_soon", "clocks:r1")]


def test_with_the_clock_set_forward_and_back_and_forward_each_due_date_is_told_once(
    clock_room: ClockRoom,
) -> None:
    clock_room.raised()
    for day in ("2023-09-19", "2023-09-05", "2023-09-12", "2023-09-04", "2023-09-20"):
        clock_room.now_is(day)
    assert told(clock_room) == [
        ("due_soon", "clocks:r1"),
        ("breached", "clocks:r1"),
        ("over_by_a_week", "clocks:r1"),
    ]


def test_more_than_fits_into_one_step_is_done_in_several(clock_room: ClockRoom) -> None:
    for number in range(AT_ONCE + 1):
        clock_room.raised(f"r{number}")
    lease = Lease(clock_room.database, "keep up")
    steps = ticker(clock_room, lease)
    assert steps.run_once()
    assert not steps.run_once()
    with clock_room.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(clocks)) == 2 * (AT_ONCE + 1)


def test_what_is_due_is_found_by_an_index(clock_room: ClockRoom) -> None:
    row = {"clock": "full_response", "number": 1, "steps": 1, "state": "running", "facts": "{}"}
    row |= {"day_0": clock_room.clock.now().date(), "next_telling_at": local("2030-01-07")}
    with clock_room.database.transaction() as session:
        session.execute(sa.insert(clocks), [{**row, "request_id": f"r{n}"} for n in range(20_000)])
        session.execute(sa.text("ANALYZE"))
    with clock_room.counted() as statements, clock_room.database.reading() as session:
        assert with_something_to_tell(session, clock_room.clock.now(), 100) == []
    statement, parameters = statements[-1]
    explain = "EXPLAIN QUERY PLAN " if clock_room.database.is_sqlite else "EXPLAIN "
    with clock_room.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(explain + statement, parameters).all()
    assert "ix_clocks_next_telling_at" in str(plan)
