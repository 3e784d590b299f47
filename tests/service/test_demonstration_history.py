"""The demonstration's history, given to requests step by step: legal, and its events yield the paper."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from deploy.demonstration.history.cast import cast_of
from deploy.demonstration.history.paper import AS_AT
from deploy.demonstration.history.plan import stories
from services.chassis.event_store import cloud_event, read_after
from tests.papers_table import PAPER, Table
from tests.recount import recount
from tests.service.demonstration_council import tell_demonstration
from tests.service.requests_casework import OPERATOR, Casework

AT_ONCE = 100


@pytest.fixture
def demonstration(sqlite_url: str, tmp_path: Path) -> Iterator[Casework]:
    made = Casework(sqlite_url, tmp_path / "keys")
    made.clock.set(datetime(2026, 11, 30, 10, tzinfo=UTC))
    tell_demonstration(made)
    yield made
    made.close()


def as_sent(line: dict[str, Any]) -> dict[str, Any]:
    """A line of the file as the call takes it: people have their address for an id here."""
    steps = [{**step, "person_id": step["by"]} for step in line["steps"]]
    for step in steps:
        del step["by"]
    return {"request_id": line["request_id"], "steps": steps}


def test_every_step_is_legal_and_the_events_yield_the_papers_table(demonstration: Casework) -> None:
    told = [as_sent(story.as_sent()) for story in stories(date(2026, 11, 30))]
    for start in range(0, len(told), AT_ONCE):
        demonstration.done("bring_in_history", OPERATOR, requests=told[start : start + AT_ONCE])
    with demonstration.looking() as session:
        position, happened = 0, []
        while page := read_after(session, position, 2_000):
            happened += [cloud_event(event, "requests") for event in page]
            position = page[-1].position
    assert len({event["subject"] for event in happened}) == len(told)
    services = cast_of().services
    found = recount(
        happened, lambda service: services[service].column, AS_AT, serving=list(cast_of().members)
    )
    wanted = {name: figures for name, figures in PAPER.figures.items() if name != "feedback"}
    assert Table(wanted).differences(found) == []
