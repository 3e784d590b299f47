"""The events of a request: the published contract's fields, there and back, and never a word."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts import vocabulary as published
from services.contracts.imported_cases import expand
from services.contracts.problems import CODES
from services.contracts.requests_events import CASES_IMPORTED, COUNTS_PUBLISHED, REQUESTS_EVENTS
from services.requests.domain import commands as c
from services.requests.domain import texts, vocabulary
from services.requests.domain.decide import decide
from services.requests.domain.event_data import EVENT_CLASSES, from_data, to_data, type_of
from services.requests.domain.events import Happened, RequestEvent
from services.requests.domain.evolve import evolve, fold
from services.requests.domain.refusals import Code
from services.requests.domain.vocabulary import Outcome, State
from tests.unit.request_examples import (
    COMMANDS,
    RAISE,
    RAISE_FOR_MEMBER,
    after,
    at,
    raised,
    the_desk_for_the_member,
    the_member,
    the_officer,
)

events = st.one_of([st.builds(event) for event in EVENT_CLASSES.values()])


@given(events)
def test_an_event_survives_storage_as_json(event: RequestEvent) -> None:
    assert from_data(type_of(event), json.loads(json.dumps(to_data(event)))) == event


@given(events)
def test_an_event_is_what_the_contract_publishes(event: RequestEvent) -> None:
    schema = REQUESTS_EVENTS[type_of(event)].schema()
    loaded = schema.load(to_data(event))
    assert loaded.keys() == to_data(event).keys()
    assert from_data(type_of(event), loaded) == event


def test_domain_and_contract_know_the_same_events_with_the_same_fields() -> None:
    of_many = (CASES_IMPORTED, COUNTS_PUBLISHED)
    of_one_request = {name: kind for name, kind in REQUESTS_EVENTS.items() if kind not in of_many}
    assert {name: {f.name for f in fields(kind)} for name, kind in EVENT_CLASSES.items()} == {
        name: set(kind.schema().fields) for name, kind in of_one_request.items()
    }


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (vocabulary.State, published.STATES),
        (vocabulary.IN_ACTION, published.IN_ACTION),
        (vocabulary.Kind, published.KINDS),
        (vocabulary.Channel, published.CHANNELS),
        (vocabulary.ReceivedBy, published.RECEIVED_BY),
        (vocabulary.Priority, published.PRIORITIES),
        (vocabulary.Outcome, published.OUTCOMES),
        (vocabulary.Sharing, published.SHARINGS),
        (vocabulary.Side, published.SIDES),
    ],
)
def test_domain_and_contract_use_the_same_words(words: Any, known: tuple[str, ...]) -> None:
    assert {str(word) for word in words} == set(known)


def test_domain_and_contract_have_the_same_limits() -> None:
    named = {"shareable": "message", "agreed_to": "agreement", "agreed_how": "agreement", "answer": "reason"}
    known = {field: getattr(published, f"{named.get(field, field).upper()}_LIMIT") for field in texts.LIMITS}
    assert known == texts.LIMITS


def test_refusals_carry_codes_that_travel() -> None:
    assert {code.value for code in Code} <= set(CODES)


def test_a_field_of_a_newer_version_is_ignored() -> None:
    event = from_data("officer_assigned", {"officer_id": "o", "state": "with_service", "since_version_2": 1})
    assert to_data(event) == {"officer_id": "o", "state": "with_service"}


@pytest.mark.parametrize(
    ("type_", "data", "error"),
    [
        ("officer_promoted", {"state": "closed"}, KeyError),
        ("officer_assigned", {"state": "with_service"}, KeyError),
        ("request_closed", {"state": "shut"}, ValueError),
    ],
)
def test_data_that_is_no_event_is_refused(type_: str, data: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        from_data(type_, data)


def every_word(command: c.Command, word: str) -> c.Command:
    """The command with `word` in each of its texts."""
    words: dict[str, Any] = {f.name: word for f in fields(command) if f.name in texts.LIMITS}
    return replace(command, **words)


@given(st.text("ẅöŕđ", min_size=8, max_size=100))
def test_no_word_of_a_command_reaches_an_event(word: str) -> None:
    decisions = [
        decide(None, every_word(RAISE, word), the_member, at()),
        decide(None, every_word(RAISE_FOR_MEMBER, word), the_desk_for_the_member, at()),
    ]
    asked = after(raised(), COMMANDS["ask_clarification"], the_officer)
    for state, command, person in [
        (raised(), "add_message", the_member),
        (asked, "add_message", the_member),
        (raised(), "ask_clarification", the_officer),
        (asked, "give_clarification", the_member),
        (raised(), "give_initial_response", the_officer),
        (after(raised(), COMMANDS["give_initial_response"], the_officer), "post_update", the_officer),
        (asked, "respond", the_officer),
    ]:
        decisions.append(decide(state, every_word(COMMANDS[command], word), person, at()))
    for decision in decisions:
        assert word not in json.dumps([to_data(h.event) for h in decision.events], ensure_ascii=False)
        assert word in repr(decision.request_text or decision.message_text)


def test_an_imported_case_folds_like_any_request() -> None:
    facts = to_data(decide(None, RAISE, the_member, at()).events[0].event)
    times = {"raised_at": at(hour=8).now, "responded_at": at(hour=16).now, "closed_at": at(hour=17).now}
    case = facts | times | {"request_id": "request-1", "external_reference": "C-77"}
    state = fold("request-1", [Happened(from_data(e.type, e.data), e.time) for e in expand(case)])
    assert (state.state, state.outcome, state.sequence) == (State.CLOSED, Outcome.FULFILLED, 3)
    assert (state.first_answer_at, state.responded_at, state.closed_at) == (
        times["responded_at"],
        times["responded_at"],
        times["closed_at"],
    )
    assert state.external_reference == "C-77"


def test_a_history_begins_with_the_raising() -> None:
    closed = Happened(from_data("request_closed", {"state": "closed"}), at().now)
    for history in ([], [closed]):
        with pytest.raises(ValueError, match="history"):
            fold("request-1", history)
    assert evolve(raised(), closed).closed_at == at().now
