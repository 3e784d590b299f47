"""The first start of the demonstration: what happened goes in, and the paper comes out."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

import pytest

from deploy.demonstration.history.cast import cast_of
from deploy.demonstration.history.paper import AS_AT, FIRST_DAY
from gateway.cli.copy_environment import load_copy
from gateway.cli.operator import Operator, operator_of
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import DIRECTORY, FEEDBACK, REQUESTS, SLA
from services.contracts.reporting_calls import UPDATE_PAPER
from services.contracts.requests_events import COUNTS_PUBLISHED
from tests.machines.copy import Copy
from tests.papers_table import PAPER
from tests.recount import local, recount
from tests.waiting import until

PAGE = 500
OTHER_DAYS = 20
COUNTED = ("columns", "feedback", "usage", "channels")


@dataclass
class Started:
    """A copy that has started with its history, and all that its services published."""

    copy: Copy
    operator: Operator

    @cached_property
    def requests(self) -> list[dict[str, Any]]:
        """Everything that happened to requests; each night requests tells of its counts besides."""
        return [event for event in self.events(REQUESTS) if event["type"] != COUNTS_PUBLISHED.name]

    @cached_property
    def surveys(self) -> list[dict[str, Any]]:
        """What members said of closings, each with its day."""
        return [event["data"] | {"on": local(event["time"])} for event in self.events(FEEDBACK)]

    @cached_property
    def members(self) -> list[str]:
        """Those who serve; in the demonstration the same on every day."""
        people = [e["data"] for e in self.events(DIRECTORY) if e["type"] == "person_recorded"]
        return [person["person_id"] for person in people if person["terms"]]

    def events(self, service: str) -> list[dict[str, Any]]:
        """Everything that a service published, as `memberzone events` shows it."""
        found: list[dict[str, Any]] = []
        after: int | None = 0
        while after is not None:
            page = self.operator.ask(chassis_calls(service)["events"], {"after": after, "limit": PAGE})
            found += page["events"]
            after = page["next"]
        return found

    def recounted(self, day: date) -> dict[str, Any]:
        """The figures as at a day, counted anew."""
        services = cast_of().services
        return recount(
            self.requests,
            lambda service: services[service].column,
            day,
            surveys=self.surveys,
            serving=self.members,
        )

    def reported(self, day: date) -> dict[str, Any]:
        """The figures as at a day, as reporting has them."""
        paper: dict[str, Any] = self.operator.ask(UPDATE_PAPER, {"as_at": day.isoformat()})["paper"]
        return paper


@pytest.fixture(scope="module")
def started() -> Iterator[Started]:
    with Copy(history=True) as copy:
        environment: dict[str, str] = {}
        load_copy(environment, copy.var)
        with closing(operator_of(environment)) as operator:
            yield Started(copy, operator)


def test_its_events_yield_the_papers_table_figure_for_figure(started: Started) -> None:
    assert PAPER.differences(started.recounted(AS_AT)) == []
    by_itself = {event["type"] for event in started.requests if not event["imported"]}
    assert by_itself <= {"follow_up_reminded"}  # what is answered and open today is reminded of
    assert "The history is in" in started.copy.output.read_text()
    assert not (started.copy.var / "history.jsonl").exists()


def test_its_clocks_agree_with_the_count_and_nobody_is_told_of_the_past(started: Started) -> None:
    raised = [event["subject"] for event in started.requests if event["type"] == "request_raised"]
    until(
        lambda: len({event["subject"] for event in started.events(SLA)}) > len(raised),
        within=120,
        what="the clocks of every request",
    )
    published = started.events(SLA)
    assert {event["type"] for event in published} <= {"calendar_published", "clock_changed"}
    taken = {
        event["data"]["request_id"]: event["data"]["taken"]
        for event in published
        if event["data"].get("clock") == "full_response" and event["data"].get("taken") is not None
        if local(event["time"]) <= AS_AT
    }
    total = started.recounted(AS_AT)["columns"]["total"]["full_response"]
    assert (len(taken), sum(taken.values())) == (total["count"], total["count"] * total["mean"])


def test_no_date_was_agreed_before_the_one_that_was_due(started: Started) -> None:
    """Requests does not know what clocks said then; sla does."""
    agreed = {e["subject"]: e["streamsequence"] for e in started.requests if e["type"] == "deadline_agreed"}
    moved = [
        event["data"]
        for event in started.events(SLA)
        if event["type"] == "clock_changed" and event["data"].get("agreed_due_on")
        if agreed.get(event["data"]["request_id"]) == event["data"]["request_sequence"]
    ]
    assert len(moved) == len(agreed)
    assert [fact for fact in moved if fact["due_on"] < fact["previous_due_on"]] == []


def test_reporting_agrees_with_the_count_on_that_day_and_on_twenty_others(started: Started) -> None:
    until(
        lambda: PAPER.differences(started.reported(AS_AT)) == [],
        within=120,
        what="reporting to have counted the history",
    )
    span = (datetime.now(UTC).date() - FIRST_DAY).days - 30
    random = Random(20230922)
    for _ in range(OTHER_DAYS):
        day = FIRST_DAY + timedelta(days=random.randint(10, span))
        reported = started.reported(day)
        assert all(check["holds"] for check in reported["checks"]), day
        counted = started.recounted(day)
        for part in COUNTED:
            assert _plain(reported[part]) == pytest.approx(_plain(counted[part]), abs=1e-9), (day, part)


def _plain(figures: Any, where: str = "") -> dict[str, float]:
    """Every figure by its place; nothing in the place of a mean of nothing."""
    if not isinstance(figures, dict):
        return {where: -1.0 if figures is None else float(figures)}
    found: dict[str, float] = {}
    for name, inner in figures.items():
        found |= _plain(inner, f"{where}.{name}")
    return found


def brought_in(started: Started) -> int:
    """How many events of the history requests has."""
    return sum(event["imported"] for event in started.requests)


def test_it_is_ready_with_its_history_and_does_not_bring_it_in_again(started: Started) -> None:
    before = brought_in(started)
    del started.requests
    started.copy.stop()
    started.copy.start()
    with urllib.request.urlopen(f"{started.copy.url}/readyz", timeout=10) as answer:
        assert json.load(answer)["parts"]["demonstration"] == "ready"
    assert "Bringing in" not in started.copy.output.read_text()
    assert brought_in(started) == before
