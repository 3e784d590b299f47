"""Two events with one number, when a copy is built again: the other history is never mixed in."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa

from services.chassis import parked_decisions, tables
from tests.service.chassis_ground import NOON, Follower, cloud_event, wards

EVENTS = [cloud_event(number) for number in (1, 2, 3)]
DOUBLE = cloud_event(2)


@pytest.fixture
def follower(database_url: str) -> Iterator[Follower]:
    """It has applied three events, and parked another with the second's number."""
    with closing(Follower(database_url)) as service:
        service.take_in(*EVENTS)
        service.take_in(DOUBLE)
        assert [row["sequence"] for row in service.parked()] == [2]
        yield service


def test_a_discarded_double_opens_no_number(follower: Follower) -> None:
    discard(follower)
    build_again(follower, *EVENTS, DOUBLE, cloud_event(4))
    assert follower.kept() == {"mid-argyll": ("Name 4", 4)}
    assert len(follower.parked()) == 1


def test_a_double_nobody_has_decided_on_stops_its_stream_where_it_stood(follower: Follower) -> None:
    build_again(follower, *EVENTS, cloud_event(4))
    assert follower.kept() == {"mid-argyll": ("Name 3", 3)}
    assert follower.waiting() == [4]


def test_a_discarded_double_stays_discarded_when_its_source_has_lost_the_other(follower: Follower) -> None:
    discard(follower)
    build_again(follower, EVENTS[0], DOUBLE, cloud_event(3))
    assert follower.kept() == {"mid-argyll": ("Name 3", 2)}
    assert len(follower.parked()) == 1


def test_a_copy_of_a_source_that_lost_the_other_stops_until_somebody_decides(follower: Follower) -> None:
    build_again(follower, EVENTS[0], DOUBLE, cloud_event(3))
    assert follower.kept() == {"mid-argyll": ("Name 1", 1)}
    with follower.database.transaction() as session:
        parked_decisions.replay(session, follower.subscription, parked_id(follower), "operator:root", NOON)
    follower.intake.release()
    assert follower.kept() == {"mid-argyll": ("Name 3", 3)}


def test_two_events_with_one_number_that_wait_behind_a_gap_raise_an_alarm(database_url: str) -> None:
    with closing(Follower(database_url)) as service:
        service.take_in(EVENTS[0], EVENTS[2])
        double = cloud_event(3)
        service.take_in(double, EVENTS[2])
        assert [row["event_id"] for row in service.parked()] == [double["id"]]
        service.take_in(EVENTS[1], cloud_event(4))
        assert service.kept() == {"mid-argyll": ("Name 3", 3)}
        discard(service)
        service.intake.release()
        assert service.kept() == {"mid-argyll": ("Name 4", 4)}


def build_again(follower: Follower, *events: dict[str, Any]) -> None:
    """As a rebuild does: the copy and the inbox are emptied, parked messages stay."""
    with follower.database.transaction() as session:
        for table in (wards, tables.inbox, tables.inbox_positions, tables.waiting_events):
            session.execute(sa.delete(table))
    follower.take_in(*events)


def discard(follower: Follower) -> None:
    with follower.database.transaction() as session:
        parked_decisions.discard(
            session, follower.subscription, parked_id(follower), "operator:root", NOON, "a double"
        )


def parked_id(follower: Follower) -> str:
    return str(follower.parked()[0]["id"])
