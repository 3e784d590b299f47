"""Figures of running services with some of the demonstration's history: rebuilt, followed, written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from deploy.demonstration.history.plan import stories
from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.actor import Actor
from services.chassis.clock import council_date
from services.chassis.identifiers import new_id
from services.contracts import directory_calls, reporting_calls, requests_calls
from services.contracts.calls import Call
from tests.journey.importing_copy import ImportingCopy, asked, finished
from tests.machines.broker import PrivateBroker
from tests.machines.guarded import guarded
from tests.machines.running_services import OPERATOR
from tests.waiting import PATIENCE, until

COUNCIL = "deploy/demonstration/council.yaml"
EVERY = 32  # of the stories one: enough for every state and both columns
DAYS = ("2022-08-31", "2023-02-14", "2023-09-22")
FRESH_SECONDS = 5.0


@pytest.fixture(scope="module")
def copy(broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImportingCopy]:
    """The services with the demonstration council and some of what happened in it."""
    folder = tmp_path_factory.mktemp("copy")
    history = folder / "history.jsonl"
    told = list(stories(date(2023, 10, 2)))[::EVERY]
    history.write_text("".join(f"{json.dumps(story.as_sent())}\n" for story in told), encoding="utf-8")
    services = ImportingCopy(broker.uri(broker.new_vhost()), folder)
    try:
        services.start()
        finished(services.memberzone("directory", "load", COUNCIL, "--yes"))
        said, _ = finished(services.memberzone("bring-in", str(history)))
        assert said.startswith(f"read {len(told)} brought in {len(told)} ")
        finished(services.memberzone("compare-figures"))
        yield services
    finally:
        services.stop()


@pytest.fixture(scope="module")
def clients(copy: ImportingCopy) -> Iterator[ServiceClients]:
    """Calls past the command line."""
    opened = copy.clients()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def member(clients: ServiceClients) -> Actor:
    """One who serves."""
    people = asked(clients, directory_calls.COUNCIL, {})["people"]
    found = next(person for person in people if person["is_member"])
    return Actor(found["person_id"], "member", frozenset({"member"}))


def figures(clients: ServiceClients) -> dict[str, Any]:
    """Papers of some days and periods, and figures by every group."""
    papers = {day: asked(clients, reporting_calls.UPDATE_PAPER, {"as_at": day}) for day in DAYS}
    papers["a period"] = asked(
        clients, reporting_calls.UPDATE_PAPER, {"as_at": DAYS[2], "since": "2023-06-01"}
    )
    groups = {
        name: asked(clients, reporting_calls.FIGURES, {"group_by": name, "by": "month", "last": DAYS[2]})
        for name in ("service", "category", "ward", "channel", "priority")
    }
    for answer in papers.values():
        del answer["more"]["applied_at"]
    for answer in groups.values():
        del answer["applied_at"]
    return papers | groups


def raise_request(clients: ServiceClients, member: Actor) -> None:
    """One more is made."""
    form = asked_by(clients, member, requests_calls.RAISE_FORM)
    category = next(one for one in form["categories"] if not one["questions"] and not one["stop_advice"])
    body = {
        "kind": "action",
        "category_id": category["id"],
        "ward_id": form["wards"][0]["id"],
        "subject": "Bin not emptied",
        "place": "By the harbour",
        "what_happened": "It has stood there for a week.",
        "ask": "Empty it.",
    }
    clients.ask(Ask(requests_calls.RAISE_REQUEST, body, member, key=new_id()), seconds=10)


def asked_by(clients: ServiceClients, actor: Actor, call: Call, **body: Any) -> dict[str, Any]:
    """What somebody is answered."""
    return clients.ask(Ask(call, body, actor), seconds=10).result


def made(clients: ServiceClients) -> int:
    """How many requests reporting counts."""
    number: int = asked(clients, reporting_calls.FIGURES, {})["total"]["made"]
    return number


@contextmanager
def following(command: list[str], folder: Path) -> Iterator[Callable[[], list[str]]]:
    """The lines that a program has printed so far; it is stopped in the end."""
    out = folder / f"{new_id()}.txt"
    with out.open("wb") as file:
        program = subprocess.Popen(
            guarded(command), stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
    try:
        yield lambda: out.read_text(encoding="utf-8").splitlines()
        assert program.poll() is None, out.read_text(encoding="utf-8")
    finally:
        program.terminate()
        program.wait(timeout=30)


def test_both_count_the_same_and_a_rebuild_leaves_every_figure_as_it_was(
    copy: ImportingCopy, clients: ServiceClients
) -> None:
    before = figures(clients)
    assert before[DAYS[2]]["paper"]["columns"]["total"]["made"] > 40
    assert all(check["holds"] for day in DAYS for check in before[day]["paper"]["checks"])
    said, _ = finished(copy.memberzone("replay", "reporting"))
    assert said.startswith("reporting is rebuilt from ")
    assert figures(clients) == before
    said, _ = finished(copy.memberzone("compare-figures", "--as-at", DAYS[2]))
    assert said.startswith("Both count the same ")


def test_a_figure_follows_a_change_within_five_seconds(clients: ServiceClients, member: Actor) -> None:
    for _ in range(3):
        before = made(clients)
        raise_request(clients, member)
        until(lambda before=before: made(clients) > before, FRESH_SECONDS / PATIENCE, "the figure")


def test_whoever_follows_hears_of_a_change(
    copy: ImportingCopy, clients: ServiceClients, member: Actor, tmp_path: Path
) -> None:
    program = [sys.executable, "-c", "from gateway.cli import main; main()", "--var", str(copy.folder)]
    sample = [sys.executable, "docs/follow_figures.py", copy.amqp_uri]
    with (
        following([*program, "metrics", "--follow"], tmp_path) as command_line,
        following(sample, tmp_path) as consumer,
    ):
        until(command_line, 30, "the figures as they were published last")
        until(lambda: "Following" in "".join(consumer()), 30, "the sample consumer's queue")
        before = made(clients)
        raise_request(clients, member)
        now = until(lambda: (found := made(clients)) > before and found, 10, "the figure")
        until(lambda: f"total {now} made" in "".join(consumer()), 30, "the sample consumer to hear of it")
        until(lambda: last_made(command_line()) >= now, 30, "the command line to tell it")
        assert consumer()[-1].startswith(f"{council_date(datetime.now(UTC)).isoformat()}\tris ")


def last_made(lines: list[str]) -> int:
    """What the last whole line says was made."""
    data: dict[str, Any] = json.loads(lines[-1])["data"]
    return int(data["columns"]["total"]["made"])


def test_an_issued_paper_stays_as_it_was_for_every_member(clients: ServiceClients, member: Actor) -> None:
    body = {"as_at": DAYS[2], "title": "September", "comments": ["Quick."], "actions": []}
    desk = Ask(reporting_calls.ISSUE_PAPER, body, OPERATOR, key=new_id())
    issued = clients.ask(desk, seconds=10).result
    read = asked_by(clients, member, reporting_calls.PAPER, paper_id=issued["paper_id"])
    drafted = asked(clients, reporting_calls.UPDATE_PAPER, {"as_at": DAYS[2]})
    assert read["paper"] == drafted["paper"]
    assert (read["comments"], read["definitions"]) == (["Quick."], drafted["more"]["definitions"])
    raise_request(clients, member)
    assert asked_by(clients, member, reporting_calls.PAPER, paper_id=issued["paper_id"]) == read
    assert issued["paper_id"] in str(asked_by(clients, member, reporting_calls.PAPERS))


BEGINS = {
    "json": b"{",
    "csv": "\ufeffsection,table,row,column,value".encode(),
    "html": b"<!doctype html>",
    "pdf": b"%PDF",
    "docx": b"PK",
    "xlsx": b"PK",
}


@pytest.mark.parametrize("shape", BEGINS)
def test_the_command_writes_every_format(
    copy: ImportingCopy, clients: ServiceClients, shape: str, tmp_path: Path
) -> None:
    out = tmp_path / f"paper.{shape}"
    written = ("update-paper", "--as-at", DAYS[2], "--format", shape, "--out", str(out))
    assert finished(copy.memberzone(*written)) == ("", "")
    assert out.read_bytes().startswith(BEGINS[shape])
    assert os.listdir(tmp_path) == [out.name]
    if shape == "json":
        drafted = asked(clients, reporting_calls.UPDATE_PAPER, {"as_at": DAYS[2]})["paper"]
        assert json.loads(out.read_bytes()) == drafted


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("--as-at", "2999-01-01"), "is still to come"),
        (("--as-at", "2001-01-01"), "is before the first request"),
        (("--as-at", "2023-09-22", "--since", "2023-09-23"), "Choose a beginning"),
    ],
)
def test_days_that_cannot_be_are_a_sentence_and_nothing_is_written(
    copy: ImportingCopy, days: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    command = copy.memberzone(
        "update-paper", *days, "--format", "json", "--out", str(tmp_path / "paper.json")
    )
    told, complained = command.communicate(timeout=120)
    assert (command.returncode, told) == (2, "")
    assert said in complained
    assert complained.count("\n") == 1
    assert os.listdir(tmp_path) == []
