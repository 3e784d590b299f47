"""What follows from a change, for whoever reviews it."""

from dataclasses import replace
from datetime import date, timedelta

from services.directory.domain.entries import HeldRole, Person, Term, Ward
from services.directory.domain.review import Review
from tests.unit.directory_examples import (
    ADA,
    COWAL,
    ELECTION,
    MAIRI,
    OLA,
    OPEN,
    TODAY,
    directory,
    planned,
)

A_DAY = timedelta(days=1)
LATER = TODAY + timedelta(days=30)


def serving(who: Person, *terms: Term) -> Person:
    return replace(who, id="", terms=terms)


def losses(review: Review) -> list[tuple[str, tuple[str, str], date]]:
    return [(lost.person.name, lost.held.kind, lost.last_day) for lost in review.lost]


def test_who_leaves_office_loses_the_ward_and_their_open_requests_freeze() -> None:
    plan = planned(serving(MAIRI, Term(ward_id="cowal", ends=LATER)), still_open=OPEN)
    assert plan.refusals == []
    [frozen] = plan.review.frozen
    assert (frozen.person.name, frozen.ended_on, frozen.open_requests) == ("Mairi Rae", LATER, 3)
    assert losses(plan.review) == [("Mairi Rae", ("member", "cowal"), LATER)]
    [seats] = plan.review.seats
    assert (seats.ward, seats.on, seats.serving) == (COWAL, LATER + A_DAY, 0)


def test_who_is_elected_again_loses_nothing() -> None:
    terms = Term(ward_id="cowal", starts=ELECTION, ends=LATER), Term(ward_id="cowal", starts=LATER + A_DAY)
    review = planned(serving(MAIRI, *terms), still_open=OPEN).review
    assert (review.frozen, review.lost) == ((), ())
    assert [(seats.on, seats.serving) for seats in review.seats] == [(LATER + A_DAY, 1)]


def test_who_changes_wards_loses_a_ward_and_stays_in_office() -> None:
    bute = Ward(id="bute", name="Isle of Bute", seats=3)
    terms = Term(ward_id="cowal", ends=LATER), Term(ward_id="bute", starts=LATER + A_DAY)
    review = planned(bute, serving(MAIRI, *terms), still_open=OPEN).review
    assert review.frozen == ()
    assert losses(review) == [("Mairi Rae", ("member", "cowal"), LATER)]
    assert [(s.ward.id, s.on, s.serving) for s in review.seats] == [
        ("bute", LATER + A_DAY, 1),
        ("cowal", LATER + A_DAY, 0),
    ]


def test_an_end_that_is_entered_too_late_is_said_with_its_own_day() -> None:
    gone = TODAY - timedelta(days=10)
    review = planned(serving(MAIRI, Term(ward_id="cowal", ends=gone)), still_open=OPEN).review
    assert losses(review) == [("Mairi Rae", ("member", "cowal"), gone)]
    assert [frozen.ended_on for frozen in review.frozen] == [gone]
    assert [(seats.on, seats.serving) for seats in review.seats] == [(TODAY, 0)]


def test_a_role_that_ends_is_lost_and_a_new_one_is_not() -> None:
    head = HeldRole(role="head_of_service", service_id="roads")
    officer = HeldRole(role="officer", service_id="roads", ends=TODAY)
    review = planned(replace(OLA, id="", roles=(officer, head))).review
    assert losses(review) == [("Ola Bain", ("officer", "roads"), TODAY)]


def test_what_was_over_before_is_not_lost_again() -> None:
    former = replace(MAIRI, terms=(Term(ward_id="cowal", starts=ELECTION, ends=TODAY - A_DAY),))
    renamed = replace(former, id="", name="Mairi Rae-Scott")
    review = planned(renamed, existing=directory(former, OLA, ADA), still_open=OPEN).review
    assert (review.frozen, review.lost, review.seats) == ((), (), ())


def test_a_ward_that_ends_says_how_many_requests_keep_it() -> None:
    leaver = serving(MAIRI, Term(ward_id="cowal", ends=LATER))
    review = planned(replace(COWAL, ends=LATER), leaver, still_open=OPEN).review
    [ended] = review.ended_wards
    assert (ended.ward.id, ended.open_requests) == ("cowal", 4)


def test_a_change_that_is_refused_is_not_reviewed() -> None:
    assert planned(replace(COWAL, seats=0)).review == Review()
