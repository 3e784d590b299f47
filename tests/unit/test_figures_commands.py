"""`memberzone update-paper` and `metrics`: what they wait for, what they write, and how they end."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway.cli import figures_caught_up, figures_commands
from gateway.cli.command_line import run
from gateway.cli.copy_folder import CopyFolder
from services.contracts.calls import Call
from tests.unit.paper_examples import figures, more

PAPER = ["update-paper", "--as-at", "2023-09-22"]
STORED = 7  # the sequence of the event that each service stored last

Run = Callable[..., int]


class Services:
    """Answers calls as services do whose events reporting has applied up to `applied`."""

    def __init__(self, applied: int = STORED, working_out: int = 0) -> None:
        self._applied, self._working_out = applied, working_out
        self.asked: list[str] = []
        self.pages: list[dict[str, Any]] = []

    def ask(self, call: Call, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer to one call, whose body has to be in order."""
        call.body().load(body or {})
        self.asked.append(call.name)
        found: dict[str, Any] = getattr(self, call.name)(call.service)
        return found

    def progress(self, service: str) -> dict[str, Any]:
        stream = {"stream": f"{service}'s", "sequence": STORED}
        return {"latest": stream, "working_out": self._working_out, "outbox": 0, "waiting": 0, "parked": 0}

    def position(self, service: str) -> dict[str, Any]:
        return {"sequence": self._applied if service == "reporting" else STORED}

    def update_paper(self, _: str) -> dict[str, Any]:
        return {"paper": figures(), "more": more()}

    def events(self, _: str) -> dict[str, Any]:
        if not self.pages:
            raise KeyboardInterrupt
        return self.pages.pop(0)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `memberzone` before services; its exit code."""
    monkeypatch.setattr(figures_caught_up, "POLL_SECONDS", 0.0)
    monkeypatch.setattr(figures_commands, "FOLLOW_SECONDS", 0.0)

    def with_services(services: Services, *arguments: str) -> int:
        monkeypatch.setattr(CopyFolder, "operator", lambda _self: services)
        return run(list(arguments))

    return with_services


def test_the_paper_is_written_when_everything_is_counted(command: Run, tmp_path: Path) -> None:
    services, out = Services(), tmp_path / "paper.json"
    assert command(services, *PAPER, "--format", "json", "--out", str(out)) == 0
    assert json.loads(out.read_text(encoding="utf-8")) == figures()
    assert services.asked[-1] == "update_paper"
    assert os.listdir(tmp_path) == ["paper.json"]


@pytest.mark.parametrize("lag", [{"applied": STORED - 1}, {"working_out": 1}])
def test_after_a_minute_in_vain_nothing_is_written_and_the_exit_code_is_75(
    lag: dict[str, int],
    command: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert figures_caught_up.WAIT_SECONDS == 60
    monkeypatch.setattr(figures_caught_up, "WAIT_SECONDS", 0.2)
    services, out = Services(**lag), tmp_path / "paper.json"
    assert command(services, *PAPER, "--format", "json", "--out", str(out)) == 75
    assert capsys.readouterr().err.startswith("The figures are still being worked out")
    assert "update_paper" not in services.asked
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as-at", "2023-02-31", "--format", "json"], "2023-02-31"),
        (["--as-at", "yesterday", "--format", "json"], "yesterday"),
        (["--as-at", "2023-09-22", "--format", "exe"], "exe"),
        (["--format", "json"], "--as-at"),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_is_asked_or_written(
    arguments: list[str], said: str, command: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    services = Services()
    assert command(services, "update-paper", *arguments, "--out", str(tmp_path / "paper")) == 2
    assert said in capsys.readouterr().err
    assert services.asked == []
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(
    command: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(Services(), *PAPER, "--format", "json", "--out", str(tmp_path / "no" / "paper")) == 2
    assert "No such file or directory" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


def page(*numbers: int) -> dict[str, Any]:
    """A page of events; None behind the last."""
    return {"events": [{"id": str(n)} for n in numbers], "next": numbers[-1] if numbers else None}


def test_the_figures_that_were_published_last_are_one_line(
    command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    services = Services()
    services.pages = [page(1, 2), page(3), page()]
    assert command(services, "metrics") == 0
    assert capsys.readouterr().out.splitlines() == ['{"id": "3"}']


def test_who_follows_gets_each_publication_once_until_they_stop(
    command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    services = Services()
    services.pages = [page(1), page(), page(), page(2, 3), page(), page(4), page()]
    assert command(services, "metrics", "--follow") == 130
    shown = capsys.readouterr()
    assert [json.loads(line)["id"] for line in shown.out.splitlines()] == ["1", "2", "3", "4"]
    assert shown.err.strip() == "Stopped."
