"""What a directory file may not do, each with the sentence that says so."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.directory.domain.consequences import OpenRequests
from services.directory.domain.entries import Category, HeldRole, Person, Service, Term, Ward
from tests.unit.directory_examples import (
    ADA,
    COWAL,
    ELECTION,
    MAIRI,
    OLA,
    POTHOLES,
    ROADS,
    TODAY,
    directory,
    planned,
)

A_DAY = timedelta(days=1)


def somebody(**facts: Any) -> Person:
    return Person(**{"name": "Lev Orr", "email": "lev@council.example", **facts})


def officer(**facts: Any) -> Person:
    return somebody(roles=(HeldRole(**{"role": "officer", "service_id": "roads", **facts}),))


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ([COWAL, COWAL], "The ward cowal is stated 2 times: state it once."),
        (
            [somebody(), somebody(email="LEV@council.example")],
            "The e-mail address lev@council.example is stated 2 times: state it once.",
        ),
        (
            [somebody(account="L"), somebody(email=None, account="L")],
            "The account L is stated 2 times: state it once.",
        ),
        (
            [somebody(email="ola@council.example"), somebody(email=None, account="OB")],
            "Ola Bain is stated 2 times: state each person once.",
        ),
        (
            [somebody(email="mairi@council.example", account="OB")],
            (
                "Lev Orr has the e-mail address of Mairi Rae and the account of Ola Bain: "
                "correct one of the two."
            ),
        ),
        (
            [somebody(email=None)],
            "Lev Orr has neither an e-mail address nor an account: state one of them.",
        ),
        (
            [Category(id="bins", name="Bins", service_id="refuse")],
            "Bins goes to the service refuse, which is not in the directory.",
        ),
        (
            [replace(ROADS, ends=TODAY)],
            "Potholes goes to Roads, which ends on 2023-09-22: send it to another service, or end it too.",
        ),
        (
            [Ward(id="bute", name="Isle of Bute", starts=TODAY, ends=TODAY - A_DAY)],
            "Isle of Bute ends before it starts: correct one of the two days.",
        ),
        ([officer(service_id=None)], "Lev Orr is officer of no service: state the service."),
        (
            [officer(role="director")],
            "Lev Orr: director is not held in a service: leave the service out.",
        ),
        (
            [officer(service_id="refuse")],
            "Lev Orr works for the service refuse, which is not in the directory.",
        ),
        (
            [somebody(terms=(Term(ward_id="bute"),))],
            "Lev Orr serves the ward bute, which is not in the directory.",
        ),
        (
            [officer(starts=TODAY, ends=TODAY - A_DAY)],
            "Lev Orr: officer ends before it starts: correct one of the two days.",
        ),
        (
            [somebody(terms=(Term(ward_id="cowal", starts=ELECTION), Term(ward_id="cowal", starts=TODAY)))],
            "Lev Orr: the term for cowal is held twice at once: correct the days.",
        ),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(entries: list[Any], sentence: str) -> None:
    plan = planned(*entries)
    assert plan.refusals == [sentence]
    assert not plan.is_conflict


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


OPEN = OpenRequests(
    services={"roads": 2}, categories={"potholes": 1}, members={"p-mairi": 3}, wards={"cowal": 4}
)


def test_a_service_with_open_requests_cannot_end() -> None:
    plan = planned(replace(ROADS, ends=TODAY), replace(POTHOLES, ends=TODAY), still_open=OPEN)
    assert plan.refusals == [
        "Roads cannot end: 2 requests are open there. Transfer or close them first.",
        "Potholes cannot end: one request is open in it. Give them another category or close them first.",
    ]
    assert plan.is_conflict


@pytest.mark.parametrize("last_day", [TODAY, TODAY + timedelta(days=100)])
def test_a_ward_with_open_requests_cannot_end_or_be_given_its_end(last_day: date) -> None:
    plan = planned(replace(COWAL, ends=last_day), still_open=OPEN)
    assert plan.refusals == ["Cowal cannot end: 4 requests are open for it. Close them first."]
    assert plan.is_conflict
    assert planned(replace(COWAL, ends=last_day)).refusals == []


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


@pytest.mark.parametrize("role", ["officer", "head_of_service"])
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


@pytest.mark.parametrize("last_day", [TODAY - A_DAY, TODAY])
def test_a_member_with_open_requests_cannot_leave_office(last_day: date) -> None:
    leaver = replace(MAIRI, id="", terms=(Term(ward_id="cowal", ends=last_day),))
    plan = planned(leaver, still_open=OPEN)
    assert plan.refusals == [
        "The term of Mairi Rae cannot end: 3 requests are open of theirs. Close them first."
    ]


def test_a_term_may_be_given_its_end_ahead_of_time() -> None:
    leaver = replace(MAIRI, id="", terms=(Term(ward_id="cowal", ends=date(2027, 5, 5)),))
    assert planned(leaver, still_open=OPEN).refusals == []


def test_somebody_with_open_requests_who_is_no_member_may_change() -> None:
    former = replace(MAIRI, terms=(Term(ward_id="cowal", starts=ELECTION, ends=TODAY - A_DAY),))
    plan = planned(somebody(email=MAIRI.email), existing=directory(former, OLA, ADA), still_open=OPEN)
    assert plan.refusals == []
