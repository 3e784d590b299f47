"""Stored events outlive code: old versions are lifted, newer ones are not guessed at."""

import json

import pytest
from marshmallow import fields

from services.chassis import received_events
from services.chassis.received_events import Arrived, Unreadable, read_text
from services.contracts.events import EventData, EventType
from tests.service.chassis_ground import cloud_event


class WardThirdEdition(EventData):
    """A ward whose name is kept in two languages."""

    ward_id = fields.String(required=True)
    names = fields.Dict(required=True)


THIRD = EventType(
    "directory",
    "ward_recorded",
    WardThirdEdition,
    version=3,
    upcasters={
        1: lambda data: data | {"name_en": data["name"]},
        2: lambda data: data | {"names": {"en": data["name_en"]}},
    },
)


@pytest.fixture(autouse=True)
def _third_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received_events, "event_type", lambda _source, _name: THIRD)


def read(version: int, **data: object) -> Arrived | Unreadable:
    schema = f"urn:memberzone:directory:ward_recorded:{version}"
    return read_text(json.dumps(cloud_event(1, dataschema=schema, data=data)), {"ward_recorded"})


def test_a_handler_sees_every_older_version_in_todays_shape() -> None:
    for arrived in (
        read(1, ward_id="cowal", name="Cowal"),
        read(2, ward_id="cowal", name_en="Cowal"),
        read(3, ward_id="cowal", names={"en": "Cowal"}),
    ):
        assert isinstance(arrived, Arrived)
        assert arrived.event.data == {"ward_id": "cowal", "names": {"en": "Cowal"}}


def test_a_newer_version_and_data_that_cannot_be_lifted_are_unreadable() -> None:
    newer = read(4, ward_id="cowal", names={"en": "Cowal"})
    assert isinstance(newer, Unreadable)
    assert newer.reason == "its version 4 is newer than this service knows (3)"
    broken = read(1, ward_id="cowal")
    assert isinstance(broken, Unreadable)
    assert broken.reason == "its data cannot be lifted to version 3: KeyError"
