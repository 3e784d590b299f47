"""`memberzone calendar` and `memberzone working-days`: what they ask, what they print, how they end."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gateway.cli.command_line import memberzone
from gateway.cli.copy_folder import CopyFolder
from services.contracts.calls import Call

CHRISTMAS = [{"date": "2023-12-25", "reason": "Christmas Day"}]
CALENDAR = {"version": 1, "first": "2014-01-01", "last": "2030-12-31", "ends_soon": False, "days": CHRISTMAS}
LINE = {"received": "2023-09-22", "working_days": 5}


class Sla:
    """Answers every line with its number; one that asks for no working days is an error."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def ask(self, call: Call, body: dict[str, Any]) -> dict[str, Any]:
        call.body().load(body)
        self.asked.append(body)
        if call.name == "calendar":
            return dict(CALENDAR)
        return {"results": [self.result(line) for line in body["lines"]]}

    def result(self, line: dict[str, Any]) -> dict[str, Any]:
        if not line.get("working_days"):
            return {"error": "working_days: it is missing"}
        return {"day_0": line["received"], "due": "2023-09-29", "taken": None, "late": None}


@pytest.fixture
def sla() -> Sla:
    return Sla()


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, sla: Sla) -> Any:
    monkeypatch.setattr(CopyFolder, "operator", lambda _self: sla)

    def run(*arguments: str, text: str | None = None) -> Result:
        return CliRunner().invoke(memberzone, arguments, input=text, standalone_mode=False)

    return run


def test_the_calendar_is_one_list_in_json(command: Any, sla: Sla) -> None:
    result = command("calendar", "--from", "2023-12-01", "--to", "2023-12-31", "--json")
    assert json.loads(result.stdout) == CHRISTMAS
    assert sla.asked == [{"first": "2023-12-01", "last": "2023-12-31"}]


def test_beyond_its_days_the_calendar_says_so_beside_the_list(command: Any) -> None:
    result = command("calendar", "--from", "2023-12-01", "--to", "2031-12-31")
    assert result.stdout == "2023-12-25\tChristmas Day\n"
    assert result.stderr == "Holidays are known from 2014-01-01 to 2030-12-31 only.\n"


def test_a_calendar_that_ends_within_twelve_months_warns_and_the_list_stays_a_list(
    command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CALENDAR, "ends_soon", True)
    result = command("calendar", "--from", "2023-12-01", "--to", "2023-12-31", "--json")
    assert json.loads(result.stdout) == CHRISTMAS
    assert result.stderr == "The calendar ends on 2030-12-31, in less than twelve months.\n"


def test_a_span_that_ends_before_it_begins_is_refused(command: Any, sla: Sla) -> None:
    result = command("calendar", "--from", "2023-12-31", "--to", "2023-12-01")
    assert "earlier" in str(result.exception)
    assert sla.asked == []


def test_json_lines_are_answered_in_order_and_bad_ones_in_their_place(command: Any) -> None:
    lines = [json.dumps(LINE), "not json", json.dumps([1]), '{"working_days": NaN}', "{}", json.dumps(LINE)]
    result = command("working-days", "--jsonl", "-", text="\n".join(lines) + "\n\n")
    printed = [json.loads(line) for line in result.stdout.splitlines()]
    assert [sorted(line) for line in printed] == [
        ["day_0", "due", "late", "taken"],
        ["error"],
        ["error"],
        ["error"],
        ["error"],
        ["day_0", "due", "late", "taken"],
    ]
    assert result.return_value == 2


def test_many_lines_are_asked_in_parts(command: Any, sla: Sla) -> None:
    result = command("working-days", "--jsonl", "-", "--council", text=f"{json.dumps(LINE)}\n" * 450)
    assert len(result.stdout.splitlines()) == 450
    assert [(len(body["lines"]), body["council"]) for body in sla.asked] == [
        (200, True),
        (200, True),
        (50, True),
    ]
    assert result.return_value == 0


def test_one_sum_is_given_by_options(command: Any, sla: Sla) -> None:
    result = command(
        *("working-days", "--received", "2023-09-22", "--working-days", "5"),
        *("--pause", "2023-09-25", "2023-09-26", "--closed", "2023-09-27"),
    )
    assert result.stdout == "day_0\t2023-09-22\ndue\t2023-09-29\n"
    assert json.loads(json.dumps(sla.asked[0]["lines"])) == [
        {
            "received": "2023-09-22",
            "working_days": 5,
            "answered": None,
            "pauses": [["2023-09-25", "2023-09-26"]],
            "closed": ["2023-09-27"],
            "opened": [],
        }
    ]
