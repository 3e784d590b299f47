"""Answers, questions and assignments: what they must say, and what their refusals tell."""

from dataclasses import replace
from datetime import date

import pytest

from services.requests.domain import commands as c
from services.requests.domain.acting import Acting
from services.requests.domain.decide import decide
from services.requests.domain.permitted import permitted
from services.requests.domain.refusals import Code, Reason
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Outcome, State
from tests.unit.request_examples import (
    COMMANDS,
    FRIDAY,
    MEMBER,
    OFFICER,
    SATURDAY,
    SECOND_OFFICER,
    WEDNESDAY,
    after,
    at,
    raised,
    refused,
    the_desk,
    the_member,
    the_officer,
)

FIRST = c.GiveInitialResponse("We have it.", OFFICER, "An inspection", FRIDAY)


@pytest.mark.parametrize("day", [WEDNESDAY, FRIDAY, date(2024, 9, 20)])
def test_the_next_update_may_be_promised_for_a_working_day_within_a_year(day: date) -> None:
    state = after(raised(), replace(FIRST, next_update_on=day), the_officer)
    assert state.next_step is not None
    assert state.next_step.next_update_on == day


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 9, 19), "in the past"),
        (SATURDAY, "working day"),
        (date(2023, 9, 25), "working day"),
        (date(2024, 9, 23), "more than a year off"),
        (date(9999, 12, 31), "more than a year off"),
        (date(1, 1, 1), "in the past"),
    ],
)
@pytest.mark.parametrize("kind", [c.GiveInitialResponse, c.PostUpdate])
def test_other_dates_are_refused(kind: type, day: date, words: str) -> None:
    state = raised() if kind is c.GiveInitialResponse else after(raised(), FIRST, the_officer)
    command = kind("Words.", OFFICER, "A step", day)
    refusal = refused(state, command, the_officer, at(closed=frozenset({date(2023, 9, 25)})))
    assert refusal.code is Code.INVALID
    assert words in refusal.fields["next_update_on"][0]


def test_on_a_leap_day_a_year_ends_on_the_28th() -> None:
    leap_day = at(date(2024, 2, 29))
    decide(raised(), replace(FIRST, next_update_on=date(2025, 2, 28)), the_officer, leap_day)
    refusal = refused(raised(), replace(FIRST, next_update_on=date(2025, 3, 3)), the_officer, leap_day)
    assert "more than a year" in refusal.sentence


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (replace(FIRST, message="", next_step=" "), {"message", "next_step"}),
        (replace(FIRST, holder_id="a stranger"), {"holder_id"}),
        (replace(FIRST, next_step="x" * 501, next_update_on=SATURDAY), {"next_step", "next_update_on"}),
        (c.Respond("", Outcome.FULFILLED), {"message"}),
        (c.Respond("Half.", Outcome.PARTLY), {"limitation"}),
        (c.Respond("No.", Outcome.CANNOT, limitation=" "), {"limitation"}),
        (c.Respond("Not ours.", Outcome.REFERRED), {"outside_body"}),
        (c.Respond("Done.", Outcome.FULFILLED, shareable="Done on Friday."), {"shareable"}),
        (c.Respond("One.\n\nTwo.", Outcome.FULFILLED, shareable="One.\n\nThree."), {"shareable"}),
        (c.Respond("x" * 10_001, Outcome.REFERRED, outside_body="A\nB"), {"message", "outside_body"}),
        (c.AskClarification("\u200b"), {"message"}),
        (c.Assign(MEMBER), {"officer_id"}),
    ],
)
def test_an_answer_says_all_it_must(command: c.Command, fields: set[str]) -> None:
    refusal = refused(raised(), command, the_officer)
    assert refusal.code is Code.INVALID
    assert refusal.fields.keys() == fields


@pytest.mark.parametrize(
    "command",
    [
        c.Respond("Done.", Outcome.FULFILLED),
        c.Respond("Half.", Outcome.PARTLY, limitation="The other half is private land."),
        c.Respond("No.", Outcome.CANNOT, limitation="There is no money."),
        c.Respond("Not ours.", Outcome.REFERRED, outside_body="Scottish Water"),
        c.Respond("Not ours.", Outcome.REFERRED, outside_body_id="scottish-water"),
        c.Respond("One.\r\n\r\nTwo. Three.", Outcome.FULFILLED, shareable="One.\n\n\n  Three.\n"),
    ],
)
def test_a_full_answer_is_also_the_first(command: c.Respond) -> None:
    state = after(raised(), command, the_officer)
    assert (state.state, state.outcome) == (State.RESPONDED, command.outcome)
    assert state.first_answer_at == state.responded_at == at().now


@pytest.mark.parametrize(("words", "shareable"), [("Done.", True), ("", False), (" \n", False)])
def test_an_answer_tells_whether_a_part_of_it_may_go_to_the_constituent(words: str, shareable: bool) -> None:
    decision = decide(raised(), c.Respond("Done.", Outcome.FULFILLED, shareable=words), the_officer, at())
    assert decision.events[-1].event.shareable is shareable
    assert after(raised(), c.Respond("Done.", Outcome.FULFILLED, shareable=words), the_officer).shareable is (
        shareable
    )


def test_the_words_of_an_answer_belong_to_its_event_even_behind_a_dropped_question() -> None:
    asked = after(raised(), COMMANDS["ask_clarification"], the_officer)
    decision = decide(asked, c.Respond("Found it.", Outcome.PARTLY, "Half only."), the_officer, at())
    assert [h.event.state for h in decision.events] == [State.WITH_SERVICE, State.RESPONDED]
    assert decision.message_text is not None
    assert (decision.message_text.sequence, decision.message_text.limitation) == (4, "Half only.")


def test_a_later_answer_keeps_the_time_of_the_first() -> None:
    first = after(raised(), FIRST, the_officer, at(hour=9))
    later = after(first, COMMANDS["post_update"], the_officer, at(hour=15))
    done = after(later, COMMANDS["respond"], the_officer, at(hour=16))
    assert done.first_answer_at == at(hour=9).now
    assert done.responded_at == at(hour=16).now
    assert done.next_step is None


def test_an_officer_is_assigned_once_and_taken_off_once() -> None:
    state = after(raised(), c.Assign(SECOND_OFFICER), the_desk)
    assert state.officers == {SECOND_OFFICER}
    assert refused(state, c.Assign(SECOND_OFFICER), the_desk).reason is Reason.ALREADY_ASSIGNED
    assert refused(state, c.Unassign(OFFICER), the_desk).reason is Reason.NOT_ASSIGNED
    assert after(state, c.Unassign(SECOND_OFFICER), the_desk).officers == frozenset()
    assert refused(raised(), c.Unassign(OFFICER), the_desk).reason is Reason.NOBODY_ASSIGNED


def test_an_officer_who_left_the_service_can_still_be_taken_off() -> None:
    state = replace(raised(), officers=frozenset({"a leaver"}))
    assert after(state, c.Unassign("a leaver"), the_desk).officers == frozenset()


@pytest.mark.parametrize(
    ("state", "command", "person", "sentence"),
    [
        (
            raised(),
            "close",
            the_member,
            (
                "You cannot close it: it has not been answered in full yet. "
                "You can send the service a message, escalate it or withdraw it."
            ),
        ),
        (
            after(raised(), COMMANDS["respond"], the_officer),
            "withdraw",
            the_member,
            (
                "You cannot withdraw it: it has been answered in full already. "
                "You can close it, ask for more or escalate it."
            ),
        ),
        (
            after(raised(), COMMANDS["respond"], the_officer),
            "respond",
            the_officer,
            (
                "You cannot answer it in full: it has been answered in full already. "
                "It is for the member to close it or to ask for more."
            ),
        ),
        (
            after(raised(), COMMANDS["withdraw"], the_member),
            "add_message",
            the_member,
            (
                "You cannot send the service a message: it was withdrawn. "
                "Raise a new request if there is more to do."
            ),
        ),
        (
            raised(),
            "withdraw",
            the_officer,
            (
                "Only the member whose request it is, or Member Services for them, can withdraw it. "
                "You can give a first answer, answer it in full or set a date for the work."
            ),
        ),
    ],
)
def test_a_refusal_says_what_can_be_done_instead(
    state: RequestState, command: str, person: Acting, sentence: str
) -> None:
    refusal = refused(state, COMMANDS[command], person)
    assert refusal.sentence == sentence
    assert refusal.details["state"] == state.state
    assert refusal.details["permitted"] == permitted(state, person, at())
