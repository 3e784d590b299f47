"""Taking words back, constituents and their agreement, holds, redaction, and the end of an office."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.requests.domain import commands as c
from services.requests.domain.acting import THE_DIRECTORY, Acting
from services.requests.domain.decide import decide
from services.requests.domain.decision import Erasure
from services.requests.domain.refusals import Code, Reason
from services.requests.domain.vocabulary import State
from tests.unit.request_examples import (
    FRIDAY,
    MEMBER,
    SUCCESSOR,
    after,
    at,
    given,
    later,
    raised,
    refused,
    the_desk,
    the_desk_for_the_member,
    the_former_officer,
    the_guardian,
    the_head,
    the_member,
    the_officer,
    who_joined,
)

SAID = given("add_message")
RETRACT = c.RetractMessage(2)
CLOSED = given("respond", "close")  # on 20 September, at 12 noon UTC
CONSTITUENT = c.AttachConstituent(None, "Ann Other", "12 High Street", "all of it", "by phone", FRIDAY)
ON_FRIDAY = at(FRIDAY)


@pytest.mark.parametrize(("seconds", "allowed"), [(0, True), (15 * 60, True), (15 * 60 + 1, False)])
def test_an_author_takes_words_back_within_15_minutes(seconds: int, allowed: bool) -> None:
    then = later(at(), seconds=seconds)
    if allowed:
        decision = decide(SAID, RETRACT, the_member, then)
        assert decision.erased == Erasure(sequences=frozenset({2}))
        assert after(SAID, RETRACT, the_member, then).messages[2].retracted
    else:
        refusal = refused(SAID, RETRACT, the_member, then)
        assert refusal.reason is Reason.TOO_LATE_TO_RETRACT
        assert "Ask Information Governance" in refusal.sentence
    assert decide(SAID, RETRACT, the_guardian, then).erased


def test_nobody_takes_the_words_of_another_back() -> None:
    for person in (the_officer, the_desk_for_the_member, the_head):
        assert refused(SAID, RETRACT, person).reason is Reason.NOT_YOUR_MESSAGE
    assert refused(after(SAID, RETRACT, the_member), RETRACT, the_member).reason is Reason.ALREADY_RETRACTED


def test_who_may_not_read_a_note_is_not_told_that_there_is_one() -> None:
    noted = given("note")
    for person in (the_member, the_desk, who_joined, the_former_officer):
        refusals = [refused(noted, c.RetractMessage(sequence), person) for sequence in (2, 99)]
        assert {refusal.reason for refusal in refusals} == {Reason.NO_SUCH_MESSAGE}
        assert len({refusal.sentence for refusal in refusals}) == 1
    assert refused(noted, RETRACT, the_head).reason is Reason.NOT_YOUR_MESSAGE


def test_an_officer_of_the_service_before_may_still_take_their_own_words_back() -> None:
    moved = given("transfer", state=given("note"))
    its_author = replace(the_former_officer, person_id=the_officer.person_id)
    assert decide(moved, RETRACT, its_author, at()).erased


def test_the_raising_is_no_message_and_is_amended_instead() -> None:
    assert refused(SAID, c.RetractMessage(1), the_guardian).reason is Reason.NO_SUCH_MESSAGE


def test_a_constituent_comes_with_what_they_agreed_to() -> None:
    decision = decide(raised(), CONSTITUENT, the_desk_for_the_member, ON_FRIDAY)
    assert decision.constituent is not None
    assert (decision.constituent.constituent_name, decision.constituent.agreed_on) == ("Ann Other", FRIDAY)
    assert "Ann" not in repr(decision.events)
    assert decision.message_text is None
    known = decide(raised(), c.AttachConstituent("constituent-1"), the_member, at())
    assert known.constituent is not None
    assert known.constituent.constituent_id == "constituent-1"


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (c.AttachConstituent(), {"constituent_name", "contact", "agreed_to", "agreed_how", "agreed_on"}),
        (replace(CONSTITUENT, constituent_name="x" * 201), {"constituent_name"}),
        (replace(CONSTITUENT, agreed_on=date(2023, 9, 23)), {"agreed_on"}),
    ],
)
def test_without_a_recorded_agreement_no_details_are_taken(command: c.Command, fields: set[str]) -> None:
    refusal = refused(raised(), command, the_member, ON_FRIDAY)
    assert refusal.code is Code.INVALID
    assert refusal.fields.keys() == fields


@pytest.mark.parametrize("person", [the_member, the_desk_for_the_member, the_guardian])
@pytest.mark.parametrize("ending", [(), ("respond", "close"), ("withdraw",), ("freeze",)])
def test_an_agreement_is_withdrawn_wherever_the_request_stands(
    person: Acting, ending: tuple[str, ...]
) -> None:
    state = given("attach_constituent", *ending)
    decision = decide(state, c.WithdrawAgreement(), person, at())
    assert decision.erased == Erasure(constituent=True)
    gone = after(state, c.WithdrawAgreement(), person)
    assert not gone.constituent_attached
    assert refused(gone, c.WithdrawAgreement(), person).reason is Reason.NO_CONSTITUENT


def test_a_hold_stops_redaction_until_it_is_released() -> None:
    held = given("hold")
    refusal = refused(held, c.Redact("Time is up."), the_guardian)
    assert refusal.reason is Reason.HELD
    assert refusal.sentence.endswith("Release the hold first.")
    assert refused(held, c.Hold("Again."), the_guardian).reason is Reason.HELD
    assert refused(raised(), c.ReleaseHold(), the_guardian).reason is Reason.NOT_HELD
    assert given("release_hold", "redact", state=held).redacted


def test_redaction_takes_all_words_and_the_constituent() -> None:
    state = given("add_message", "attach_constituent")
    decision = decide(state, c.Redact("Asked for."), the_guardian, at())
    assert decision.erased == Erasure(constituent=True, everything=True)
    gone = after(state, c.Redact("Asked for."), the_guardian)
    assert (gone.redacted, gone.constituent_attached, gone.messages[2].retracted) == (True, False, True)


@pytest.mark.parametrize(
    ("day", "hour", "allowed"),
    [
        (date(2023, 9, 21), 0, True),
        (date(2023, 10, 20), 22, True),
        (date(2023, 10, 21), 0, False),
        (date(2024, 9, 20), 12, False),
    ],
)
def test_a_closed_request_is_reopened_to_the_30th_day(day: date, hour: int, allowed: bool) -> None:
    command = c.Reopen("It is broken again.")
    if allowed:
        reopened = after(CLOSED, command, the_member, at(day, hour))
        assert (reopened.state, reopened.closed_at) == (State.FURTHER_INFORMATION, None)
    else:
        refusal = refused(CLOSED, command, the_member, at(day, hour))
        assert refusal.reason is Reason.CLOSED_TOO_LONG
        assert refusal.sentence.endswith("Raise a new request, and name this one as the earlier case.")


def test_the_30_days_count_from_the_councils_day_of_closing() -> None:
    late_in_the_evening = replace(at(), now=at(hour=23).now, today=date(2023, 9, 21))  # 00:30 in summer
    closed = given("close", state=given("respond"), context=late_in_the_evening)
    assert after(closed, c.Reopen("Again."), the_member, at(date(2023, 10, 21))).closed_at is None
    assert refused(closed, c.Reopen("Again."), the_member, at(date(2023, 10, 22)))


@pytest.mark.parametrize("before", [(), ("ask_clarification",), ("escalate",), ("respond",)])
def test_the_end_of_an_office_freezes_a_request_where_it_stands(before: tuple[str, ...]) -> None:
    state = given(*before)
    frozen = after(state, c.Freeze(), THE_DIRECTORY)
    assert (frozen.frozen, frozen.state, frozen.state_before_question) == (
        True,
        state.state,
        state.state_before_question,
    )
    assert refused(frozen, c.Freeze(), THE_DIRECTORY).reason is Reason.FROZEN


def test_a_successor_takes_a_frozen_request_on_and_who_made_it_stays() -> None:
    handed_over = given("freeze", "hand_over")
    assert (handed_over.member_id, handed_over.made_by, handed_over.frozen) == (SUCCESSOR, MEMBER, False)
    successor = replace(the_member, person_id=SUCCESSOR)
    assert after(handed_over, c.AddMessage("I go on."), successor).sequence == 4
    assert refused(handed_over, c.AddMessage("And I?"), the_member).code is Code.NOT_ALLOWED


def test_a_request_of_a_member_in_office_is_handed_to_nobody() -> None:
    assert refused(raised(), c.HandOver(SUCCESSOR), the_desk).reason is Reason.NOT_FROZEN


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (c.HandOver(SUCCESSOR), "constituent_agreed"),
        (c.HandOver("somebody", constituent_agreed=True), "member_id"),
        (c.HandOver(MEMBER, constituent_agreed=True), "member_id"),
    ],
)
def test_a_request_is_handed_over_with_the_constituents_agreement_to_a_member_in_office(
    command: c.HandOver, field: str
) -> None:
    state = given("attach_constituent", "freeze")
    assert refused(state, command, the_desk).fields.keys() == {field}
    assert after(state, c.HandOver(SUCCESSOR, constituent_agreed=True), the_desk).constituent_attached
    without = given("withdraw_agreement", state=state)
    assert after(without, c.HandOver(SUCCESSOR), the_desk).member_id == SUCCESSOR


def test_time_is_told_in_the_decision_as_it_was_given() -> None:
    then = later(at(), minutes=3)
    assert decide(raised(), c.Note("n"), the_officer, then).events[0].time == at().now + timedelta(minutes=3)
