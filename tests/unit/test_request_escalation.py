"""Escalating and urgency: to which level, with whom it stands, and who decides."""

from dataclasses import replace

import pytest

from services.requests.domain import commands as c
from services.requests.domain.acting import Acting
from services.requests.domain.decide import decide
from services.requests.domain.events import RequestEscalated
from services.requests.domain.refusals import Reason
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Priority, State, Urgency
from tests.unit.request_examples import (
    COMMANDS,
    DIRECTOR,
    FRIDAY,
    HEAD,
    after,
    at,
    given,
    raised,
    refused,
    the_deputy,
    the_desk_for_the_member,
    the_head,
    the_holding_director,
    the_member,
    the_officer,
)

ESCALATE = c.Escalate("It takes too long.")


def escalated_to(state: RequestState, *, late: bool = False) -> tuple[int, str | None]:
    """Level and holder to which the member escalates it."""
    event = decide(state, ESCALATE, the_member, replace(at(), escalation_late=late)).events[-1].event
    assert isinstance(event, RequestEscalated)
    return event.level, event.holder_id


@pytest.mark.parametrize(
    "before",
    [
        (),
        ("give_initial_response",),
        ("schedule_work",),
        ("ask_clarification",),
        ("respond",),
        ("respond", "ask_further_information"),
        ("respond", "close", "reopen"),
        ("escalate", "schedule_work"),
    ],
)
def test_the_first_escalation_goes_to_the_head_of_service(before: tuple[str, ...]) -> None:
    assert escalated_to(given(*before)) == (1, HEAD)


@pytest.mark.parametrize(
    "before",
    [
        ("escalate", "give_initial_response"),
        ("escalate", "give_initial_response", "ask_clarification"),
        ("escalate", "respond"),
        ("escalate", "schedule_work", "respond"),
        ("escalate", "respond", "escalate", "respond", "ask_further_information"),
        ("escalate", "respond", "escalate", "schedule_work"),
        ("escalate", "respond", "escalate", "respond", "close", "reopen"),
        ("escalate", "respond", "escalate", "post_update"),
    ],
)
def test_the_second_goes_to_a_director_and_so_do_all_after_it(before: tuple[str, ...]) -> None:
    assert escalated_to(given(*before)) == (2, DIRECTOR)


def test_while_there_is_time_to_answer_an_escalation_it_is_not_escalated_again() -> None:
    state = given("give_initial_response", "escalate")
    refusal = refused(state, ESCALATE, the_member)
    assert refusal.reason is Reason.ESCALATION_IN_TIME
    assert refusal.sentence == (
        "You cannot escalate it: it is escalated already, and there is still time to answer. "
        "Wait for the answer, or send the service a message."
    )
    assert escalated_to(state, late=True) == (2, DIRECTOR)
    assert refused(given("escalate", state=given("post_update", state=state)), ESCALATE, the_member)


def test_after_a_full_answer_to_a_first_escalation_more_is_asked_before_it_goes_to_the_head_again() -> None:
    assert escalated_to(given("escalate", "respond", "ask_further_information")) == (1, HEAD)


def test_an_update_stops_the_escalation_clock_and_it_still_stands_with_the_holder() -> None:
    state = given("escalate", "give_initial_response")
    assert state.state is State.ESCALATED
    assert state.escalation is not None
    assert (state.escalation.level, state.escalation.holder_id, state.escalation.answered) == (1, HEAD, True)
    assert given("respond", state=state).escalation is None


def test_escalating_drops_a_question_and_the_question_comes_before_it() -> None:
    decision = decide(given("ask_clarification"), ESCALATE, the_desk_for_the_member, at())
    assert [happened.event.state for happened in decision.events] == [State.WITH_SERVICE, State.ESCALATED]
    assert decision.message_text is not None
    assert (decision.message_text.sequence, decision.message_text.message) == (4, "It takes too long.")


def test_where_nobody_is_to_be_found_it_stands_with_nobody() -> None:
    empty = replace(at(), holder=lambda level, service: None)
    assert after(raised(), ESCALATE, the_member, empty).escalation is not None
    assert after(raised(), ESCALATE, the_member, empty).stood_with == frozenset()


def test_a_director_who_holds_it_may_be_named_as_who_has_it() -> None:
    second = given("escalate", "respond", "escalate")
    named = c.PostUpdate("I look after it myself.", DIRECTOR, "A visit", FRIDAY)
    state = after(second, named, the_holding_director)
    assert state.next_step is not None
    assert state.next_step.holder_id == DIRECTOR
    assert "holder_id" in refused(given("give_initial_response"), named, the_officer).fields


def test_a_transfer_keeps_a_directors_escalation_and_hands_a_heads_on() -> None:
    transfer = COMMANDS["transfer"]
    first = after(given("escalate"), transfer, the_officer)
    assert (first.state, first.escalation and first.escalation.holder_id) == (State.ESCALATED, DIRECTOR)
    second = after(given("escalate", "respond", "escalate"), transfer, the_officer)
    assert second.escalation is not None
    assert (second.escalation.level, second.escalation.holder_id) == (2, DIRECTOR)


@pytest.mark.parametrize("person", [the_head, the_deputy])
def test_head_or_deputy_accepts_an_urgency_that_the_owner_asked_for(person: Acting) -> None:
    asked = given("ask_urgency")
    assert (asked.urgency, asked.priority) == (Urgency.ASKED, Priority.NORMAL)
    state = after(asked, c.AcceptUrgency(), person)
    assert (state.urgency, state.priority) == (Urgency.ACCEPTED, Priority.URGENT)
    assert refused(state, c.AskUrgency("More!"), the_member).reason is Reason.ALREADY_URGENT


def test_an_urgency_refused_can_be_asked_for_again_with_another_reason() -> None:
    state = given("ask_urgency", "refuse_urgency")
    assert (state.urgency, state.priority) == (Urgency.REFUSED, Priority.NORMAL)
    assert given("ask_urgency", state=state).urgency is Urgency.ASKED
    assert refused(given("ask_urgency"), c.AskUrgency("Please!"), the_member).reason is Reason.URGENCY_ASKED
    assert refused(raised(), c.AcceptUrgency(), the_head).reason is Reason.URGENCY_NOT_ASKED
    refusal = refused(given("ask_urgency"), c.AcceptUrgency(), the_officer)
    assert refusal.sentence.startswith("Only the head of the service that has it, or the deputy, can accept")


def test_asking_for_urgency_leaves_a_question_open() -> None:
    assert given("ask_clarification", "ask_urgency").state is State.AWAITING_MEMBER
