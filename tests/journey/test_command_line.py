"""`memberzone` against a running copy: what an operator does in a week."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from kombu import Connection

from tests.journey.importing_copy import ImportingCopy, finished
from tests.machines.broker import PrivateBroker
from tests.waiting import until

COUNCIL = "deploy/demonstration/council.yaml"
EXAMPLES = Path("tests/data/working_day_vectors.jsonl")


@pytest.fixture(scope="module")
def copy(broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImportingCopy]:
    """Both services with the demonstration council."""
    services = ImportingCopy(broker.uri(broker.new_vhost()), tmp_path_factory.mktemp("copy"))
    try:
        services.start()
        run(services, "directory", "load", COUNCIL, "--yes")
        yield services
    finally:
        services.stop()


def run(copy: ImportingCopy, *arguments: str) -> list[str]:
    """The lines on standard output of a command that has to succeed."""
    return finished(copy.memberzone(*arguments))[0].splitlines()


def refused(copy: ImportingCopy, *arguments: str) -> str:
    """The one sentence of a command that has to fail."""
    command = copy.memberzone(*arguments)
    _, complained = command.communicate(timeout=60)
    assert command.returncode == 2
    assert complained.count("\n") == 1, complained
    return complained


def test_a_directory_that_is_loaded_again_changes_nothing(copy: ImportingCopy) -> None:
    assert run(copy, "directory", "load", COUNCIL) == ["Nothing would change."]


def test_a_change_is_shown_and_waits_for_yes(copy: ImportingCopy, tmp_path: Path) -> None:
    file = tmp_path / "more.yaml"
    file.write_text("wards:\n  - {id: tiree, name: Tiree, seats: 1}\n")
    assert "--yes" in refused(copy, "directory", "load", str(file))
    assert run(copy, "directory", "load", str(file), "--yes")[-1] == "1 change applied."


def test_a_token_is_shown_once_listed_and_revoked(copy: ImportingCopy) -> None:
    events = [json.loads(line) for line in run(copy, "events", "directory")]
    address = next(
        e["data"]["email"] for e in events if e["type"] == "person_recorded" and e["data"]["terms"]
    )
    (secret,) = run(copy, "token", "create", "--person", address, "--scope", "requests:read")
    heading, line = run(copy, "token", "list")
    assert heading.split("\t")[0] == "handle"
    assert address in line
    assert secret not in line
    handle = line.split("\t")[0]
    assert run(copy, "token", "revoke", handle) == [f"The token {handle} is ended."]
    sentence = refused(copy, "token", "create", "--person", "nobody@example.org", "--scope", "requests:read")
    assert sentence == "Nobody in the directory has the address nobody@example.org.\n"


def test_stored_events_are_cloud_events_of_one_stream_or_of_all(copy: ImportingCopy) -> None:
    every = [json.loads(line) for line in run(copy, "events", "directory")]
    assert {event["specversion"] for event in every} == {"1.0"}
    stream = every[0]["subject"]
    assert [json.loads(line) for line in run(copy, "events", "directory", "--stream", stream)] == [
        event for event in every if event["subject"] == stream
    ]


def test_a_reader_that_has_had_enough_ends_the_listing_quietly(copy: ImportingCopy) -> None:
    command = copy.memberzone("events", "directory")
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.readline()
    command.stdout.close()
    assert command.wait(timeout=30) == 0
    assert command.stderr.read() == ""
    command.stderr.close()


@pytest.mark.parametrize("service", ["directory", "requests", "sla", "feedback", "reporting"])
def test_a_rebuild_is_followed_to_its_end(copy: ImportingCopy, service: str) -> None:
    (line,) = run(copy, "replay", service)
    assert line.startswith(f"{service} is rebuilt from ")


def test_a_message_that_nobody_can_read_is_parked_shown_and_discarded(copy: ImportingCopy) -> None:
    with Connection(copy.amqp_uri, transport_options={"confirm_publish": True}) as connection:
        producer = connection.Producer()
        producer.publish(
            "not an event", exchange="directory.events", routing_key="x", content_type="text/plain"
        )
    listed = until(
        lambda: run(copy, "parked", "list", "--service", "requests")[1:], within=30, what="it to be parked"
    )
    parked_id = listed[0].split("\t")[1]
    assert json.loads("\n".join(run(copy, "parked", "show", parked_id)))["id"] == parked_id
    assert run(copy, "parked", "discard", parked_id, "--reason", "a stray message") == [
        f"{parked_id} of requests is discarded."
    ]
    assert len(run(copy, "parked", "list", "--service", "requests")) == 1


def test_the_calendar_is_in_every_copy(copy: ImportingCopy) -> None:
    (line,) = run(copy, "calendar", "--from", "2023-12-20", "--to", "2023-12-31", "--json")
    assert json.loads(line) == [
        {"date": "2023-12-25", "reason": "Christmas Day"},
        {"date": "2023-12-26", "reason": "Boxing Day"},
    ]


@pytest.mark.parametrize("options", [(), ("--council",)])
def test_sums_of_working_days_are_done_line_by_line(
    copy: ImportingCopy, tmp_path: Path, options: tuple[str, ...]
) -> None:
    examples = [json.loads(line) for line in EXAMPLES.read_text().splitlines()]
    plain = [example for example in examples if not example["closed"] and not example["opened"]]
    asked = plain if options else examples
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in asked))
    printed = run(copy, "working-days", "--jsonl", str(file), *options)
    assert [json.loads(line) for line in printed] == [
        {name: line[name] for name in ("day_0", "due", "taken", "late")} for line in asked
    ]


def test_a_line_that_makes_no_sense_is_answered_in_its_place_and_ends_with_2(
    copy: ImportingCopy, tmp_path: Path
) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text('{"received": "2023-09-22", "working_days": 5}\nnonsense\n')
    command = copy.memberzone("working-days", "--jsonl", str(file))
    printed, complained = command.communicate(timeout=60)
    assert [list(json.loads(line)) for line in printed.splitlines()] == [
        ["day_0", "due", "taken", "late"],
        ["error"],
    ]
    assert (command.returncode, complained) == (2, "")


def test_an_unreachable_broker_is_one_sentence(copy: ImportingCopy, tmp_path: Path) -> None:
    settings = (
        (copy.folder / "settings.env").read_text().replace(copy.amqp_uri, "amqp://x:x@127.0.0.1:1/none")
    )
    (tmp_path / "settings.env").write_text(settings)
    command: subprocess.Popen[str] = copy.memberzone("--var", str(tmp_path), "events", "directory")
    _, complained = command.communicate(timeout=60)
    assert command.returncode == 2
    assert complained == "directory cannot be reached: start Member Zone with `make run`, then try again.\n"
