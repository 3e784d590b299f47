"""What a change may not do to others: to requests, to seats, to whoever has to answer or administer."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.directory.domain.entries import HeldRole, Person, Service, Term
from tests.unit.directory_examples import (
    ADA,
    COWAL,
    ELECTION,
    MAIRI,
    OLA,
    OPEN,
    POTHOLES,
    ROADS,
    TODAY,
    directory,
    planned,
    somebody,
)

A_DAY = timedelta(days=1)


def test_a_ward_does_not_get_more_members_than_seats() -> None:
    new = [somebody(email=f"{n}@council.example", terms=(Term(ward_id="cowal"),)) for n in range(2)]
    plan = planned(*new)
    assert plan.refusals == [
        "Cowal has 2 seats, and 3 members would serve it on 2023-09-22: end a term or correct the seats."
    ]
    assert plan.is_conflict


def test_a_ward_is_full_too_on_a_later_day_when_terms_begin() -> None:
    later = TODAY + timedelta(days=30)
    new = [somebody(email=f"{n}@x.example", terms=(Term(ward_id="cowal", starts=later),)) for n in range(2)]
    assert "would serve it on 2023-10-22" in planned(*new).refusals[0]


def test_a_successor_may_take_a_seat_as_it_becomes_free() -> None:
    leaver = replace(MAIRI, id="", terms=(Term(ward_id="cowal", ends=TODAY),))
    successor = somebody(terms=(Term(ward_id="cowal", starts=TODAY + A_DAY),))
    assert planned(leaver, successor, replace(COWAL, seats=1)).refusals == []


@pytest.mark.parametrize("last_day", [TODAY - A_DAY, TODAY, TODAY + timedelta(days=100)])
def test_the_last_administrator_cannot_be_taken_away(last_day: date) -> None:
    leaver = replace(ADA, id="", roles=(HeldRole(role="administrator", ends=last_day),))
    [sentence] = planned(leaver).refusals
    assert sentence.startswith("Nobody would be an administrator on 20")


def test_one_of_two_administrators_may_go() -> None:
    other = somebody(roles=(HeldRole(role="administrator"),))
    leaver = replace(ADA, id="", roles=(HeldRole(role="administrator", ends=TODAY - A_DAY),))
    assert planned(leaver, other).refusals == []


def test_a_service_with_open_requests_cannot_end() -> None:
    plan = planned(replace(ROADS, ends=TODAY), replace(POTHOLES, ends=TODAY), still_open=OPEN)
    assert plan.refusals == [
        "Roads cannot end: 2 requests are open there. Transfer or close them first.",
        "Potholes cannot end: one request is open in it. Give them another category or close them first.",
    ]
    assert plan.is_conflict


def of_roads(who: Person, role: str = "officer", ends: date | None = None, **facts: Any) -> Person:
    """`who` as a file would state them, with a role in Roads."""
    return replace(who, id="", roles=(HeldRole(role=role, service_id="roads", ends=ends, **facts),))


LAST_DAYS = [TODAY - A_DAY, TODAY, TODAY + timedelta(days=100)]


@pytest.mark.parametrize("last_day", LAST_DAYS)
def test_the_last_one_of_a_service_with_open_requests_cannot_be_taken_away(last_day: date) -> None:
    plan = planned(of_roads(OLA, ends=last_day), still_open=OPEN)
    alone = max(last_day + A_DAY, TODAY)
    sentence = f"Roads would have no officer and no head on {alone}, and 2 requests are open there: "
    assert plan.refusals == [sentence + "name another one first."]
    assert plan.is_conflict
    assert planned(of_roads(OLA, ends=last_day)).refusals == [], "without open requests they may go"


@pytest.mark.parametrize("role", ["officer", "head_of_service", "deputy_head"])
@pytest.mark.parametrize("last_day", LAST_DAYS)
def test_an_officer_may_go_where_another_officer_or_the_head_stays(role: str, last_day: date) -> None:
    stays = of_roads(somebody(), role)
    assert planned(of_roads(OLA, ends=last_day), stays, still_open=OPEN).refusals == []


def test_a_successor_who_begins_too_late_leaves_the_service_alone() -> None:
    successor = of_roads(somebody(), starts=TODAY + timedelta(days=10))
    [sentence] = planned(of_roads(OLA, ends=TODAY), successor, still_open=OPEN).refusals
    assert sentence.startswith(f"Roads would have no officer and no head on {TODAY + A_DAY}")


def test_an_officer_whose_first_day_is_put_off_counts_as_taken_away() -> None:
    put_off = of_roads(OLA, starts=TODAY + timedelta(days=10))
    [sentence] = planned(put_off, still_open=OPEN).refusals
    assert sentence.startswith(f"Roads would have no officer and no head on {TODAY},")


def test_people_of_a_service_that_nobody_worked_for_anyway_may_change() -> None:
    gone = replace(
        OLA, roles=(HeldRole(role="officer", service_id="roads", starts=ELECTION, ends=TODAY - A_DAY),)
    )
    renamed = replace(gone, id="", name="Ola Bain-Orr")
    assert planned(renamed, existing=directory(MAIRI, gone, ADA), still_open=OPEN).refusals == []


def test_a_category_with_open_requests_may_go_to_another_service() -> None:
    plan = planned(
        Service(id="lights", name="Lights"), replace(POTHOLES, service_id="lights"), still_open=OPEN
    )
    assert plan.refusals == []
    assert [change.entry for change in plan.changes] == ["service Lights", "category Potholes"]


def on_cowal(who: Person, **facts: Any) -> Person:
    """`who` as a file would state them, with one term for Cowal."""
    return replace(who, id="", terms=(Term(ward_id="cowal", **facts),))


def test_a_ward_is_not_left_without_any_member_between_old_terms_and_new() -> None:
    begins = TODAY + timedelta(days=3)
    plan = planned(on_cowal(MAIRI, ends=TODAY), on_cowal(somebody(), starts=begins))
    assert plan.refusals == [
        (
            "Cowal would have no member from 2023-09-23 to 2023-09-24: "
            "let the new terms begin as the old ones end."
        )
    ]
    assert plan.is_conflict
    assert planned(on_cowal(MAIRI, ends=TODAY), on_cowal(somebody(), starts=TODAY + A_DAY)).refusals == []


def test_a_by_election_fills_a_seat_that_has_been_vacant_for_a_while() -> None:
    gone = replace(MAIRI, terms=(Term(ward_id="cowal", starts=ELECTION, ends=TODAY - timedelta(days=60)),))
    elected = on_cowal(somebody(), starts=TODAY)
    assert planned(elected, existing=directory(gone, OLA, ADA)).refusals == []
