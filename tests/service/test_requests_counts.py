"""Requests' own counts as at a day: by its rows and events, and nothing of reporting's."""

from datetime import timedelta
from typing import Any

from services.chassis.event_store import StoredEvent, read_after
from services.requests.use_cases.publish_counts import publish_yesterday
from tests.service.requests_casework import DESK, MEMBER, OFFICER, OPERATOR, Casework, case


def published(casework: Casework) -> list[StoredEvent]:
    with casework.database.reading() as session:
        return [event for event in read_after(session, 0, 500) if event.type == "counts_published"]


def states(event: StoredEvent) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in event.data["counts"]:
        found[one["state"]] = found.get(one["state"], 0) + one["count"]
    return found


def ask(casework: Casework, **body: Any) -> dict[str, int]:
    casework.done("publish_counts", OPERATOR, **body)
    return states(published(casework)[-1])


def test_each_request_counts_where_it_stood_at_the_end_of_the_day(casework: Casework) -> None:
    first, _ = casework.raised(), casework.raised()
    casework.done("import_cases", OPERATOR, casebook="old", cases=[case(1)])
    before = casework.clock.now()
    earlier = ask(casework)
    assert earlier["with_service"] == 2
    casework.clock.set(before + timedelta(days=1))
    casework.done("withdraw", MEMBER, request_id=first)
    assert ask(casework) == {**earlier, "with_service": 1, "withdrawn": 1}
    assert ask(casework, as_at=before.date().isoformat()) == earlier


def test_yesterday_is_counted_once_each_day(casework: Casework) -> None:
    casework.raised()
    casework.clock.set(casework.clock.now() + timedelta(days=1))
    for _ in range(2):
        with casework.database.transaction() as session:
            publish_yesterday(session, casework.clock.now())
    [event] = published(casework)
    assert states(event) == {"with_service": 1}


def test_a_day_to_come_and_other_peoples_asking_are_refused(casework: Casework) -> None:
    assert casework.refused("publish_counts", DESK, as_at="2099-01-01")["code"] == "invalid"
    assert casework.refused("publish_counts", OFFICER)["code"] == "not_allowed"
