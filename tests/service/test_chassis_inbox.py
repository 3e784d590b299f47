"""The inbox: each event once, each stream in order, whatever the bus does; on both databases."""

import itertools
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chassis import inbox, parked_decisions, resends, tables
from services.chassis.incoming import Refused
from services.contracts.events import Received
from tests.service.chassis_ground import NOON, Follower, cloud_event


@pytest.fixture
def follower(database_url: str) -> Iterator[Follower]:
    with closing(Follower(database_url)) as service:
        yield service


def test_a_batch_is_applied_in_runs_of_one_type(follower: Follower) -> None:
    follower.take_in(cloud_event(1), cloud_event(2), cloud_event(1, "cowal"))
    assert follower.kept() == {"mid-argyll": ("Name 2", 2), "cowal": ("Name 1", 1)}
    assert follower.runs == [3]


def test_the_same_event_delivered_ten_times_has_one_effect(follower: Follower) -> None:
    event = cloud_event(1)
    follower.take_in(*[event] * 5)
    for _ in range(5):
        follower.take_in(event)
    assert follower.kept() == {"mid-argyll": ("Name 1", 1)}
    assert follower.parked() == []


def test_an_event_before_its_time_waits_for_the_one_before_it(follower: Follower) -> None:
    first, second, third = (cloud_event(number) for number in (1, 2, 3))
    follower.take_in(third, second)
    assert follower.kept() == {}
    assert follower.waiting() == [2, 3]
    follower.take_in(first)
    assert follower.kept() == {"mid-argyll": ("Name 3", 3)}
    assert follower.waiting() == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([1, 2, 3, 4, 5, 5, 3, 1]), cuts=st.sets(st.integers(1, 7)))
def test_any_order_and_any_duplicates_lead_to_the_same_state(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cuts: set[int]
) -> None:
    events = {number: cloud_event(number) for number in range(1, 6)}
    edges = [0, *sorted(cuts), len(order)]
    with closing(Follower(f"sqlite:///{tmp_path_factory.mktemp('order')}/test.sqlite3")) as follower:
        for start, end in itertools.pairwise(edges):
            follower.take_in(*[events[number] for number in order[start:end]])
        assert follower.kept() == {"mid-argyll": ("Name 5", 5)}
        assert follower.waiting() == []
        assert follower.parked() == []


def test_the_same_sequence_with_another_id_is_parked_and_stops_its_stream(follower: Follower) -> None:
    follower.take_in(cloud_event(1), cloud_event(2))
    follower.take_in(cloud_event(2, source="/memberzone/directory/epoch-2"))
    follower.take_in(cloud_event(3), cloud_event(1, "cowal"))
    assert follower.kept() == {"mid-argyll": ("Name 2", 2), "cowal": ("Name 1", 1)}
    assert [row["reason"] for row in follower.parked()] == [
        "another event with this stream and sequence was applied before"
    ]
    assert follower.waiting() == [3]


def test_an_event_whose_handler_fails_is_parked_and_stops_its_own_stream_only(follower: Follower) -> None:
    follower.failing = lambda event: (
        ValueError("words of a person") if event.data["name"] == "Name 2" else None
    )
    follower.take_in(cloud_event(1), cloud_event(2), cloud_event(3), cloud_event(1, "cowal"))
    assert follower.kept() == {"mid-argyll": ("Name 1", 1), "cowal": ("Name 1", 1)}
    (parked,) = follower.parked()
    assert (parked["sequence"], parked["reason"]) == (2, "the handler failed: ValueError")
    assert follower.waiting() == [3]
    with follower.database.reading() as session:
        assert parked_decisions.listed(session, 10)[0]["waiting_behind"] == 1


def test_a_replayed_event_and_those_behind_it_are_applied_in_order(follower: Follower) -> None:
    follower.failing = lambda event: ValueError() if event.data["name"] == "Name 2" else None
    follower.take_in(cloud_event(1), cloud_event(2), cloud_event(3))
    with pytest.raises(Refused, match="wrong_state"):
        _replay(follower)
    follower.failing = lambda _event: None
    _replay(follower)
    follower.intake.release()
    assert follower.kept() == {"mid-argyll": ("Name 3", 3)}
    assert follower.parked()[0]["status"] == "replayed"


def test_discarding_opens_the_stream_again(follower: Follower) -> None:
    follower.failing = lambda event: ValueError() if event.data["name"] == "Name 2" else None
    second = cloud_event(2)
    follower.take_in(cloud_event(1), second, cloud_event(3))
    with follower.database.transaction() as session:
        parked_id = follower.parked()[0]["id"]
        parked_decisions.discard(
            session, follower.subscription, parked_id, "operator:root", NOON, "sent by mistake"
        )
    follower.intake.release()
    follower.take_in(second, cloud_event(4))
    assert follower.kept() == {"mid-argyll": ("Name 4", 3)}
    row = follower.parked()[0]
    assert (row["status"], row["decided_by"], row["decision_reason"]) == (
        "discarded",
        "operator:root",
        "sent by mistake",
    )


def test_what_waits_behind_a_discarded_event_may_fail_and_is_parked_in_its_turn(follower: Follower) -> None:
    follower.failing = lambda event: ValueError() if event.data["name"] in ("Name 1", "Name 2") else None
    follower.take_in(cloud_event(1), cloud_event(2), cloud_event(3))
    for expected in (1, 2):
        row = next(row for row in follower.parked() if row["status"] == "parked")
        assert row["sequence"] == expected
        with follower.database.transaction() as session:
            parked_decisions.discard(
                session, follower.subscription, row["id"], "operator:root", NOON, "no use"
            )
        follower.intake.release()
    assert follower.kept() == {"mid-argyll": ("Name 3", 1)}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"dataschema": "urn:memberzone:directory:ward_recorded:2"}, "its version 2 is newer"),
        ({"dataschema": "nonsense"}, "its dataschema is not one of ours"),
        ({"data": {"ward_id": "mid-argyll"}}, "its data breaks the contract: name, seats, starts"),
        ({"specversion": "0.3"}, "it is not a CloudEvent of ours: specversion"),
        ({"source": "/somebody/else"}, "it is not a CloudEvent of ours"),
    ],
)
def test_what_cannot_be_read_is_parked_once_with_its_reason(
    follower: Follower, changes: dict[str, object], reason: str
) -> None:
    event = cloud_event(1, **changes)
    follower.take_in(event, cloud_event(1, "cowal"))
    follower.take_in(event)
    (parked,) = follower.parked()
    assert parked["reason"].startswith(reason)
    assert "cowal" in follower.kept()


def test_an_unknown_type_is_stepped_over_and_its_stream_goes_on(follower: Follower) -> None:
    follower.take_in(
        cloud_event(1, type="ward_painted", dataschema="urn:memberzone:directory:ward_painted:7")
    )
    follower.take_in(cloud_event(2))
    assert follower.kept() == {"mid-argyll": ("Name 2", 1)}


def test_unknown_fields_are_ignored(follower: Follower) -> None:
    event = cloud_event(1, traceparent="00-1-2-03")
    event["data"] |= {"colour": "green"}
    follower.take_in(event)
    assert follower.kept() == {"mid-argyll": ("Name 1", 1)}


def test_a_passing_database_error_does_nothing_and_is_raised(follower: Follower) -> None:
    passing = sa.exc.OperationalError("", {}, Exception(), connection_invalidated=True)
    follower.failing = lambda _event: passing
    with pytest.raises(sa.exc.OperationalError):
        follower.take_in(cloud_event(1), cloud_event(2))
    assert follower.kept() == {}
    assert follower.parked() == []
    follower.failing = lambda _event: None
    follower.take_in(cloud_event(1), cloud_event(2))
    assert follower.kept() == {"mid-argyll": ("Name 2", 2)}


def test_streams_that_travel_inside_an_event_are_advanced_set_wise(follower: Follower) -> None:
    """As an import's chunk does: the streams' own later events wait for it and follow it."""

    def carry(session: sa.orm.Session, events: list[Received]) -> None:
        inbox.advance_streams(session, "directory", {"ward:islay": 3, "ward:jura": 1})

    follower.subscription.handlers["wards_imported"] = carry  # type: ignore[index]
    follower.take_in(cloud_event(4, "islay"))
    chunk = cloud_event(1, "import", type="ward_recorded")
    follower.intake.subscription.handlers["ward_recorded"] = _either(follower, carry)  # type: ignore[index]
    follower.take_in(chunk, cloud_event(2, "jura"))
    assert set(follower.kept()) == {"islay", "jura"}
    assert follower.waiting() == []
    with follower.database.reading() as session:
        reached = [_mark("ward:islay", 4), _mark("ward:jura", 2)]
        beyond = [_mark("ward:islay", 5), _mark("ward:bute", 1)]
        assert inbox.lacking(session, [*reached, *beyond]) == beyond
    follower.take_in(cloud_event(2, "islay"))
    assert follower.parked() == []


def _either(follower: Follower, carry: object) -> object:
    def handle(session: sa.orm.Session, events: list[Received]) -> None:
        for event in events:
            if event.stream == "ward:import":
                carry(session, [event])  # type: ignore[operator]
            else:
                follower._keep(session, [event])

    return handle


def test_a_gap_is_asked_for_after_its_time_and_then_ever_more_rarely(follower: Follower) -> None:
    follower.take_in(cloud_event(1), cloud_event(3))
    patience = timedelta(seconds=30)
    assert _due(follower, patience) == []
    follower.minutes_later(0.5)
    (wish,) = _due(follower, patience)
    assert (wish.stream, wish.from_sequence) == ("ward:mid-argyll", 2)
    _asked(follower, wish)
    assert _due(follower, patience) == []
    follower.minutes_later(0.5)
    assert len(_due(follower, patience)) == 1
    _asked(follower, wish)
    follower.minutes_later(0.5)
    assert _due(follower, patience) == []
    follower.minutes_later(0.5)
    assert len(_due(follower, patience)) == 1
    follower.take_in(cloud_event(2))
    assert _due(follower, patience) == []


def test_a_stopped_stream_is_not_asked_for(follower: Follower) -> None:
    follower.failing = lambda _event: ValueError()
    follower.take_in(cloud_event(1), cloud_event(2))
    follower.minutes_later(10)
    assert _due(follower, timedelta(seconds=30)) == []


def _due(follower: Follower, patience: timedelta) -> list[resends.Wish]:
    now = follower.clock.now()
    with follower.database.transaction() as session:
        resends.note_gaps(session, now, patience)
        return resends.due(session, now)


def _asked(follower: Follower, wish: resends.Wish) -> None:
    with follower.database.transaction() as session:
        resends.was_asked(session, wish, follower.clock.now())


def _replay(follower: Follower) -> None:
    with follower.database.transaction() as session:
        parked_id = session.scalar(sa.select(tables.parked_messages.c.id))
        assert parked_id is not None
        parked_decisions.replay(session, follower.subscription, parked_id, "operator:root", NOON)


def _mark(stream: str, sequence: int) -> inbox.Mark:
    return {"source": "directory", "stream": stream, "sequence": sequence}
