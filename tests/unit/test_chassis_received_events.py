"""Reading events: our own quick reading of the envelope never accepts what the contract refuses."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from services.chassis import received_events
from services.chassis.quick_reading import QuickReader
from services.chassis.received_events import Arrived, Unreadable, read_text
from services.contracts.sla_events import CLOCK_CHANGED
from tests.service.chassis_ground import cloud_event

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.floats(allow_nan=False),
    st.sampled_from([2**31 - 1, 2**31, 2**63, 10**30]),
    st.text(max_size=5),
    st.sampled_from(["\0", "\ud800", "x" * 101, "x" * 201]),
    st.just([]),
    st.just({}),
    st.sampled_from(["2026-06-01", "2026-06-01T12:00:00", "2026-06-01T12:00:00Z", "1.0", "/memberzone/x/y"]),
)


@given(
    changes=st.dictionaries(st.sampled_from(sorted(cloud_event(1))), ODD, max_size=2),
    dropped=st.sets(st.sampled_from(sorted(cloud_event(1))), max_size=1),
)
def test_the_quick_reading_and_the_contract_agree(changes: dict[str, Any], dropped: set[str]) -> None:
    event = {name: value for name, value in (cloud_event(1) | changes).items() if name not in dropped}
    text = json.dumps(event)
    quick = read_text(text, set())
    plain, received_events._plain_event = received_events._plain_event, lambda _fields: None
    try:
        by_contract = read_text(text, set())
    finally:
        received_events._plain_event = plain
    assert type(quick) is type(by_contract)
    assert quick.event == by_contract.event


@given(st.one_of(ODD, st.text(), st.lists(ODD)))
def test_nothing_that_arrives_makes_reading_raise(content: Any) -> None:
    assert isinstance(read_text(json.dumps(content), {"ward_recorded"}), Unreadable)
    assert isinstance(read_text(str(content), {"ward_recorded"}), Unreadable)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("subject", "ward:\ud800"),
        ("subject", "ward:\0"),
        ("subject", "w" * 201),
        ("source", f"/memberzone/directory/{'e' * 100}"),
        ("type", "t" * 101),
        ("actorid", "\udfff"),
        ("actorrole", "r" * 101),
        ("correlationid", "c" * 101),
        ("streamsequence", 2**31),
        ("streamsequence", 2**63),
        ("streamsequence", 10**30),
    ],
)
def test_an_envelope_that_no_database_could_keep_has_no_place(name: str, value: object) -> None:
    unreadable = read_text(json.dumps(cloud_event(1, **{name: value})), set())
    assert isinstance(unreadable, Unreadable)
    assert unreadable.reason == f"it is not a CloudEvent of ours: {name}"
    assert unreadable.event is None


@pytest.mark.parametrize("odd", ["\ud800", "\0"])
def test_text_that_no_database_could_keep_is_not_read(odd: str) -> None:
    event = json.dumps(cloud_event(1))
    assert isinstance(read_text(event.replace("person-1", odd), set()), Unreadable)


def test_an_event_of_ours_is_read_without_the_schema() -> None:
    text = json.dumps(cloud_event(3))
    arrived = read_text(text, {"ward_recorded"})
    assert isinstance(arrived, Arrived)
    assert arrived.event.data["starts"].isoformat() == "2022-05-05"
    assert received_events._plain_event(json.loads(text)) is not None


@given(
    changes=st.dictionaries(
        st.sampled_from(["clock", "number", "due_on", "met_original", "because", "more"]), ODD, max_size=2
    ),
    dropped=st.sets(st.sampled_from(["clock", "due_on", "met_original"]), max_size=1),
)
def test_data_is_read_quickly_as_its_contract_reads_it(changes: dict[str, Any], dropped: set[str]) -> None:
    clock = {
        "request_id": "r1",
        "clock": "full_response",
        "number": 1,
        "state": "running",
        "started_at": "2023-09-04T11:00:00+01:00",
        "day_0": "2023-09-04",
        "original_due_on": "2023-09-11",
        "due_on": "2023-09-12",
        "met_original": True,
        "calendar_version": 1,
        "because": "request",
        "request_sequence": 1,
    }
    data = {name: value for name, value in (clock | changes).items() if name not in dropped}
    schema = CLOCK_CHANGED.schema()

    def outcome(load: Callable[[Any], Any]) -> Any:
        try:
            return load(data)
        except ValidationError as error:
            return error.messages

    assert outcome(QuickReader(schema).load) == outcome(schema.load)
    if not changes and not dropped:
        assert QuickReader(schema)._loaded(data) == schema.load(data)
