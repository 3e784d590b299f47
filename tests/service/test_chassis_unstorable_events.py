"""Events that no database could keep, or that cannot be set aside: parked once, and holding nobody up."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

import pytest
import sqlalchemy as sa

from services.chassis import parked_decisions, parking
from services.chassis.incoming import Refused
from services.chassis.received_events import read
from services.contracts.events import CONTENT_TYPE
from tests.service.chassis_ground import NOON, Follower, cloud_event


@pytest.fixture
def follower(database_url: str) -> Iterator[Follower]:
    with closing(Follower(database_url)) as service:
        yield service


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("subject", "ward:\ud800"),
        ("subject", "ward:\0"),
        ("subject", "w" * 201),
        ("type", "t" * 101),
        ("actorid", "a" * 101),
        ("streamsequence", 2**31),
        ("streamsequence", 10**30),
        ("streamsequence", float("inf")),
    ],
)
def test_an_envelope_that_no_database_could_keep_is_parked_once(
    follower: Follower, name: str, value: object
) -> None:
    event, good = cloud_event(1, **{name: value}), cloud_event(1, "cowal")
    for _ in range(2):
        follower.take_in(event, good)
    (parked,) = follower.parked()
    assert (json.loads(parked["body"]), parked["stream"]) == (event, None)
    assert name in parked["reason"]
    assert follower.kept() == {"cowal": ("Name 1", 1)}


def test_words_that_the_database_refuses_park_their_event_only(follower: Follower) -> None:
    event = cloud_event(1)
    event["data"]["name"] = "Half a \ud800"
    follower.take_in(event, cloud_event(1, "cowal"))
    assert follower.kept() == {"cowal": ("Name 1", 1)}
    assert [(row["stream"], row["sequence"]) for row in follower.parked()] == [("ward:mid-argyll", 1)]


def test_a_body_that_is_no_text_is_kept_with_escapes(follower: Follower) -> None:
    follower.intake.take_in([read("half \ud800 and \0", CONTENT_TYPE, set())])
    assert [row["body"] for row in follower.parked()] == ["half \\ud800 and \\x00"]


def test_of_what_cannot_even_be_set_aside_all_but_its_body_is_kept(
    follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    park = parking.park

    def refuse_bodies(session: sa.orm.Session, message: parking.Parked, now: datetime) -> str:
        if message.body is not None:
            raise ValueError
        return park(session, message, now)

    monkeypatch.setattr(parking, "park", refuse_bodies)
    follower.failing = lambda event: ValueError() if event.stream == "ward:mid-argyll" else None
    bad, good = cloud_event(1), cloud_event(1, "cowal")
    for _ in range(2):
        follower.intake.take_in([read(b"{", CONTENT_TYPE, set())])
        follower.take_in(bad, good)
    assert [(row["reason"], row["stream"], row["body"]) for row in follower.parked()] == [
        ("it is not a CloudEvent of ours: JSONDecodeError", None, None),
        ("the handler failed: ValueError", "ward:mid-argyll", None),
    ]
    assert follower.kept() == {"cowal": ("Name 1", 1)}
    parked_id = follower.parked()[0]["id"]
    with pytest.raises(Refused) as refused, follower.database.transaction() as session:
        parked_decisions.replay(session, follower.subscription, parked_id, "operator:root", NOON)
    assert "Its body" in refused.value.problem.message


def test_nothing_searches_all_that_was_ever_parked(sqlite_url: str) -> None:
    statements: set[str] = set()
    with closing(Follower(sqlite_url)) as follower:
        engine = follower.database.engine
        sa.event.listen(engine, "before_cursor_execute", lambda *given: statements.add(given[2]))
        follower.take_in(cloud_event(1), cloud_event(3))
        follower.take_in(cloud_event(1), cloud_event(2, dataschema="nonsense"))
        asked = [text for text in statements if text.startswith("SELECT") and "FROM parked_messages" in text]
        plans = [_plan(follower, statement) for statement in asked]
    assert len(plans) >= 3
    assert not [plan for plan in plans if "SCAN" in plan]


def _plan(follower: Follower, statement: str) -> str:
    with follower.database.engine.connect() as connection:
        values = (None,) * statement.count("?")
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return "; ".join(row.detail for row in rows)
