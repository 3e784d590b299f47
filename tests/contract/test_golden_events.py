"""Stored events outlive code: every version of every event that was ever published still loads."""

import json
from pathlib import Path

import pytest
from cloudevents.core.formats.json import JSONFormat

from services.contracts.events import CloudEvent, parse_data_schema, parse_source
from services.contracts.every_event import EVENTS, event_type

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.json"))


def names_of_every_version() -> set[str]:
    return {
        f"{source}.{name}.{version}.json"
        for source, types in EVENTS.items()
        for name, event in types.items()
        for version in range(1, event.version + 1)
    }


def test_every_version_of_every_event_has_a_golden_payload_and_none_is_forgotten() -> None:
    assert {path.name for path in FILES} == names_of_every_version()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_golden_payload_still_loads(path: Path) -> None:
    source, name, version = path.stem.split(".")
    event = CloudEvent().load(json.loads(path.read_text()))
    assert parse_source(event["source"])[0] == source
    assert parse_data_schema(event["dataschema"]) == (source, name, int(version))
    known = event_type(source, name)
    assert known is not None
    data = known.schema().load(known.lift(int(version), event["data"]))
    assert known.schema().dump(data).keys() == known.schema().fields.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_official_sdk_reads_a_golden_payload(path: Path) -> None:
    event = JSONFormat().read(None, path.read_bytes())
    assert event.get_type() == path.stem.split(".")[1]
    assert event.get_specversion() == "1.0"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_field_that_a_newer_version_added_is_ignored(path: Path) -> None:
    source, name, version = path.stem.split(".")
    content = json.loads(path.read_text())
    content["data"]["added_later"] = content["added_later"] = "x"
    known = event_type(source, name)
    assert known is not None
    assert "added_later" not in known.schema().load(
        known.lift(int(version), CloudEvent().load(content)["data"])
    )
