"""The end of an office is told once, from the day after its last one, however late somebody looks."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.contracts.directory_events import DIRECTORY_EVENTS
from services.directory.service import DirectoryService
from services.directory.use_cases.end_of_office import tell_ended_offices
from tests.service.directory_office import ELECTION, OPERATOR, Office

# Mairi's last day, and the instant at which it is over: midnight in summer time.
LAST, NEXT = "2023-09-28", "2023-09-29"
OVER = datetime(2023, 9, 28, 23, 0, tzinfo=UTC)


def mairi(*terms: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Mairi Rae", "email": "mairi@council.example", "terms": list(terms)}


def term(ward: str = "cowal", starts: str = ELECTION, ends: str | None = LAST) -> dict[str, Any]:
    return {"ward": ward, "starts": starts, "ends": ends}


def test_an_ended_office_is_told_on_the_day_after_and_never_again(office: Office) -> None:
    office.load()
    office.load(people=[mairi(term())])
    office.clock.set(OVER - timedelta(seconds=1))
    assert office.look_for_ended_offices() == []
    office.clock.set(OVER + timedelta(seconds=20))
    [told] = office.look_for_ended_offices()
    assert (told.type, told.stream) == ("office_ended", f"person:{office.person_id('Mairi Rae')}")
    assert told.data == {
        "person_id": office.person_id("Mairi Rae"),
        "ended_on": LAST,
        "ward_ids": ["cowal"],
    }
    assert (told.time, told.recorded_time) == (OVER, OVER + timedelta(seconds=20))
    assert (told.actor_id, told.actor_role) == ("directory", "directory")
    assert not DIRECTORY_EVENTS[told.type].schema().validate(told.data)
    assert office.look_for_ended_offices() == []
    office.clock.advance(timedelta(days=400))
    assert office.look_for_ended_offices() == []


def test_in_winter_an_office_is_over_at_midnight_utc(office: Office) -> None:
    office.load()
    office.load(people=[mairi(term(ends="2023-12-01"))])
    office.clock.set(datetime(2023, 12, 2, 0, 0, tzinfo=UTC))
    [told] = office.look_for_ended_offices()
    assert told.time == datetime(2023, 12, 2, 0, 0, tzinfo=UTC)


def test_an_end_that_fell_into_a_time_out_of_service_is_told_with_its_own_time(office: Office) -> None:
    office.load()
    office.load(people=[mairi(term())])
    office.clock.set(OVER + timedelta(days=40))
    [told] = office.look_for_ended_offices()
    assert (told.time, told.data["ended_on"]) == (OVER, LAST)


def test_an_end_that_is_entered_afterwards_is_told_with_its_own_time(office: Office) -> None:
    office.load()
    assert office.look_for_ended_offices() == []
    office.load(people=[mairi(term(ends="2023-09-01"))])
    [told] = office.look_for_ended_offices()
    assert told.time == datetime(2023, 9, 1, 23, 0, tzinfo=UTC)


def test_who_serves_on_the_next_day_has_not_left_even_in_another_ward(office: Office) -> None:
    office.load()
    office.load(wards=[{"id": "bute", "name": "Isle of Bute", "starts": ELECTION}])
    office.load(people=[mairi(term(), term("bute", NEXT, None))])
    office.clock.set(OVER + timedelta(hours=1))
    assert office.look_for_ended_offices() == []


def test_who_comes_back_after_a_gap_had_left_meanwhile(office: Office) -> None:
    office.load()
    office.load(people=[mairi(term())])
    office.load(people=[mairi(term(starts="2023-10-10", ends="2023-11-01"))])
    office.clock.set(OVER + timedelta(hours=1))
    assert [told.data["ended_on"] for told in office.look_for_ended_offices()] == [LAST]
    office.clock.set(datetime(2023, 10, 11, tzinfo=UTC))
    assert office.look_for_ended_offices() == []
    office.clock.set(datetime(2023, 11, 3, tzinfo=UTC))
    assert [told.data["ended_on"] for told in office.look_for_ended_offices()] == ["2023-11-01"]


def test_a_later_last_day_is_an_end_of_its_own(office: Office) -> None:
    office.load()
    office.load(people=[mairi(term())])
    office.clock.set(OVER + timedelta(hours=1))
    assert len(office.look_for_ended_offices()) == 1
    office.load(people=[mairi(term(ends="2023-10-05"))])
    assert office.look_for_ended_offices() == []
    office.clock.set(datetime(2023, 10, 6, tzinfo=UTC))
    assert [told.data["ended_on"] for told in office.look_for_ended_offices()] == ["2023-10-05"]


def test_looking_takes_one_question_when_nothing_is_due(office: Office) -> None:
    office.load()
    with office.counted() as sent:
        office.look_for_ended_offices()
    assert len([statement for statement in sent if "terms" in statement]) == 1


def test_the_service_looks_every_minute() -> None:
    [tick] = [t for t in DirectoryService.chassis.ticks if t.use_case is tell_ended_offices]
    assert tick.every_seconds == 60


def test_the_history_of_a_person_says_that_their_office_ended(office: Office) -> None:
    office.load()
    office.load(people=[mairi(term())])
    office.clock.set(OVER + timedelta(hours=1))
    office.look_for_ended_offices()
    history = office.done("person", OPERATOR, person_id=office.person_id("Mairi Rae"))["history"]
    assert [line["type"] for line in history] == ["person_recorded", "person_recorded", "office_ended"]
    assert history[1]["details"] == [
        "no longer member for Cowal from 2022-05-05",
        "member for Cowal from 2022-05-05 to 2023-09-28",
    ]
