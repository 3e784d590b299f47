"""Dates that two sides agree and dates of work: which may be set, by whom, and what makes them fall away."""

from dataclasses import replace
from datetime import date

import pytest

from services.requests.domain import commands as c
from services.requests.domain.acting import Acting
from services.requests.domain.refusals import Code, Reason
from services.requests.domain.request_state import Proposal
from services.requests.domain.vocabulary import Side, State
from tests.unit.request_examples import (
    FRIDAY,
    SATURDAY,
    WEDNESDAY,
    after,
    at,
    given,
    raised,
    refused,
    the_desk_for_the_member,
    the_head,
    the_member,
    the_officer,
)

MONDAY = date(2023, 9, 25)
BAD_DAYS = [
    (date(2023, 9, 19), "in the past"),
    (SATURDAY, "working day"),
    (MONDAY, "working day"),
    (date(2024, 9, 23), "more than a year off"),
]
HOLIDAY = at(closed=frozenset({MONDAY}))


@pytest.mark.parametrize(("day", "words"), BAD_DAYS)
def test_other_days_than_working_days_within_a_year_are_refused(day: date, words: str) -> None:
    proposal = refused(raised(), c.ProposeDeadline(day, "Why not?"), the_officer, HOLIDAY)
    work = refused(raised(), c.ScheduleWork("We come.", day), the_officer, HOLIDAY)
    assert words in proposal.fields["due_on"][0]
    assert words in work.fields["work_on"][0]


@pytest.mark.parametrize(("day", "words"), BAD_DAYS)
def test_a_date_is_looked_at_again_when_it_is_agreed(day: date, words: str) -> None:
    state = replace(raised(), proposal=Proposal(Side.SERVICE, day))
    refusal = refused(state, c.AgreeDeadline(day), the_member, HOLIDAY)
    assert refusal.code is Code.INVALID
    assert words in refusal.fields["due_on"][0]
    assert after(state, c.DeclineDeadline(day), the_member, HOLIDAY).proposal is None


def test_an_agreed_date_never_shortens_the_time() -> None:
    due = replace(at(), current_due=date(2023, 10, 3))
    state = replace(raised(), proposal=Proposal(Side.MEMBER, FRIDAY))
    refusal = refused(state, c.AgreeDeadline(FRIDAY), the_officer, due)
    assert "cannot be before 3 October 2023" in refusal.sentence
    assert "due_on" in refused(raised(), c.ProposeDeadline(FRIDAY, "Sooner."), the_member, due).fields
    on_the_day = c.ProposeDeadline(date(2023, 10, 3), "As it is.")
    assert after(raised(), on_the_day, the_member, due).proposal is not None


@pytest.mark.parametrize("person", [the_officer, the_head])
def test_the_other_side_answers_a_proposal_and_nobody_their_own(person: Acting) -> None:
    by_service = after(raised(), c.ProposeDeadline(FRIDAY, "The crew."), person)
    assert by_service.proposal == Proposal(Side.SERVICE, FRIDAY)
    assert refused(by_service, c.AgreeDeadline(FRIDAY), the_officer).reason is Reason.OWN_PROPOSAL
    assert after(by_service, c.AgreeDeadline(FRIDAY), the_desk_for_the_member).proposal is None
    by_member = after(by_service, c.ProposeDeadline(WEDNESDAY, "Today."), the_member)
    assert by_member.proposal == Proposal(Side.MEMBER, WEDNESDAY)
    assert refused(by_member, c.DeclineDeadline(WEDNESDAY), the_member).reason is Reason.OWN_PROPOSAL
    assert after(by_member, c.DeclineDeadline(WEDNESDAY), the_officer).proposal is None


def test_a_date_that_was_replaced_is_not_agreed_unseen() -> None:
    state = given("propose_deadline")
    newer = after(state, c.ProposeDeadline(date(2023, 9, 28), "Later."), the_officer)
    refusal = refused(newer, c.AgreeDeadline(FRIDAY), the_member)
    assert refusal.reason is Reason.ANOTHER_DATE_PROPOSED
    assert refusal.sentence.endswith("another date has been proposed since. Read it again, then decide.")
    assert refused(raised(), c.AgreeDeadline(FRIDAY), the_member).reason is Reason.NOTHING_PROPOSED


@pytest.mark.parametrize("ending", ["transfer", "respond", "withdraw", "merge_into", "freeze"])
def test_an_open_proposal_lapses(ending: str) -> None:
    assert given("propose_deadline", ending).proposal is None


@pytest.mark.parametrize("going_on", ["schedule_work", "give_initial_response", "escalate", "assign"])
def test_an_open_proposal_stays_through_all_else(going_on: str) -> None:
    assert given("propose_deadline", going_on).proposal == Proposal(Side.SERVICE, FRIDAY)


def test_work_is_an_answer_with_a_date_of_its_own() -> None:
    state = given("give_initial_response", "schedule_work")
    assert (state.state, state.work_on, state.next_step) == (State.WORK_SCHEDULED, FRIDAY, None)
    assert given("schedule_work").first_answer_at == at().now
    moved = after(state, c.ScheduleWork("It rains.", date(2023, 9, 28)), the_officer)
    assert (moved.state, moved.work_on) == (State.WORK_SCHEDULED, date(2023, 9, 28))


@pytest.mark.parametrize("ending", ["transfer", "respond", "withdraw"])
def test_a_date_for_work_falls_away(ending: str) -> None:
    assert given("schedule_work", ending).work_on is None


def test_work_may_be_promised_for_today() -> None:
    assert after(raised(), c.ScheduleWork("At once.", WEDNESDAY), the_officer).work_on == WEDNESDAY


def test_work_set_while_the_member_is_asked_drops_the_question() -> None:
    state = given("ask_clarification", "schedule_work")
    assert (state.state, state.state_before_question, state.sequence) == (State.WORK_SCHEDULED, None, 4)
