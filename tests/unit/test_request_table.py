"""Every command in every state by everyone: carried out as the council's table says, or refused by name."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from docs.lifecycle import COLUMNS, lifecycle_document, lifecycle_rows
from services.requests.domain.acting import Acting
from services.requests.domain.decide import decide
from services.requests.domain.event_data import type_of
from services.requests.domain.events import NoteAdded
from services.requests.domain.permitted import permitted
from services.requests.domain.refusals import Code, Refusal
from services.requests.domain.request_state import Escalation, Message, Proposal, RequestState
from services.requests.domain.vocabulary import Side, Standing, State, Urgency
from tests.unit.request_examples import (
    COMMANDS,
    DIRECTOR,
    EVERYONE,
    FRIDAY,
    MEMBER,
    OFFERED,
    OFFICER,
    at,
    raised,
)
from tests.unit.request_law import GROUPS, TABLE, lands, leaves

# Where a request may stand: its state, and the one before a question that is open to the member.
PLACES = [(state, None) for state in GROUPS["any"] if state != "awaiting_member"]
PLACES += [("awaiting_member", state) for state in GROUPS["in action but awaiting_member"]]
FINISHED = {"closed": "closed", "withdrawn": "withdrawn"}
WHERE_IT_STANDS = {
    *("answered", "not_answered", "in_hand", "not_closed", "question_open", "no_question"),
    *("closed", "withdrawn"),
}


def standing_at(place: tuple[str, str | None], command: str, person: Acting) -> RequestState:
    """A request that stands there, with all that the command finds to work on."""
    state, before = place
    other_side = Side.SERVICE if person.stands_for(MEMBER) else Side.MEMBER
    ready: dict[str, Any] = {
        "state": State(state),
        "state_before_question": State(before) if before else None,
        "officers": frozenset({OFFICER}),
        "contributors": frozenset({"parks"}),
        "first_answer_at": None if command == "give_initial_response" else at().now,
        "closed_at": at().now if state == "closed" else None,
        "escalation": Escalation(1, DIRECTOR, answered=True) if "escalated" in place else None,
        "proposal": Proposal(other_side, FRIDAY),
        "urgency": None if command == "ask_urgency" else Urgency.ASKED,
        "asked_to_join": {OFFERED: "request-9"},
        "messages": {2: Message(NoteAdded(State.WITH_SERVICE), person.person_id, at().now)},
        "constituent_attached": command == "withdraw_agreement",
        "held": command == "release_hold",
        "frozen": command == "hand_over",
    }
    return replace(raised(), **ready)


def everybody_everywhere() -> Iterator[tuple[str, tuple[str, str | None], str]]:
    """Every cell: command, place, person."""
    for command in COMMANDS:
        for place in PLACES:
            for person in EVERYONE:
                yield command, place, person


def gives(person: str, command: str) -> bool:
    """Whether the law names this person for the command."""
    by = TABLE[command]["by"].split(";")
    if by == ["anybody"]:
        return person not in {"another member", "directory"}
    standings = {standing.name.lower() for standing in EVERYONE[person].standings - {Standing.OWNER}}
    return bool(standings & set(by)) or ("owner" in by and EVERYONE[person].stands_for(MEMBER))


def expected(command: str, place: tuple[str, str | None], person: str) -> str:
    """What the law says of a cell: `> state` (`>>`: the question is dropped first) or `refused`."""
    state, before = place
    dropped = before is not None and TABLE[command]["question"] == "dropped first"
    stands = before if dropped and before else state
    if not gives(person, command) or stands not in leaves(command):
        return "refused"
    return f"{'>>' if dropped else '>'} {lands(command, stands, before)}"


@cache
def seen(command: str, place: tuple[str, str | None], person: str) -> tuple[str, Refusal | None]:
    """What the code makes of a cell."""
    acting = EVERYONE[person]
    try:
        events = decide(standing_at(place, command, acting), COMMANDS[command], acting, at()).events
    except Refusal as refusal:
        return "refused", refusal
    arrow = ">>" if len(events) == 2 and type_of(events[0].event) == "clarification_dropped" else ">"
    return f"{arrow} {events[-1].event.state}", None


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_every_state_by_everyone_is_carried_out_or_refused(command: str) -> None:
    grid = [(place, person) for place in PLACES for person in EVERYONE]
    wanted = {cell: expected(command, *cell) for cell in grid}
    assert {cell: seen(command, *cell)[0] for cell in grid} == wanted


@pytest.mark.parametrize("command", COMMANDS)
def test_every_refusal_is_named_by_who_asks_and_where_it_stands(command: str) -> None:
    for place in PLACES:
        for person in EVERYONE:
            _, refusal = seen(command, place, person)
            if refusal is None:
                continue
            if person == "another member":
                assert (refusal.code, refusal.reason) == (Code.NOT_FOUND, "no_such_request")
            elif not gives(person, command):
                assert (refusal.code, refusal.reason) == (Code.NOT_ALLOWED, "not_for_you")
            else:
                assert refusal.code is Code.WRONG_STATE
                assert refusal.reason in WHERE_IT_STANDS
                assert refusal.reason == FINISHED.get(place[0], refusal.reason) or command == "reopen"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_refusal_is_a_sentence_that_says_what_can_be_done_instead(command: str) -> None:
    for place in PLACES:
        for person in EVERYONE:
            _, refusal = seen(command, place, person)
            if refusal is not None:
                assert refusal.sentence.count(".") >= 2
                assert refusal.sentence.endswith(".")
                assert "None" not in refusal.sentence
                assert "_" not in refusal.sentence


@pytest.mark.parametrize("command", COMMANDS)
def test_a_frozen_request_refuses_all_but_what_the_law_lets_through(command: str) -> None:
    for place in [place for place in PLACES if place[0] not in FINISHED]:
        for person in [person for person in EVERYONE if gives(person, command)]:
            frozen = replace(standing_at(place, command, EVERYONE[person]), frozen=True)
            if TABLE[command]["frozen"] == "given":
                events = decide(frozen, COMMANDS[command], EVERYONE[person], at()).events
                assert events[-1].event.state == frozen.state
                continue
            with pytest.raises(Refusal, match="office ended") as caught:
                decide(frozen, COMMANDS[command], EVERYONE[person], at())
            assert caught.value.reason == "frozen"
            assert "Member Services can hand it over" in caught.value.sentence


@pytest.mark.parametrize("command", COMMANDS)
def test_the_event_is_the_one_that_the_law_names(command: str) -> None:
    person = next(person for name, person in EVERYONE.items() if gives(name, command))
    state = leaves(command)[0]
    place = (state, "with_service" if state == "awaiting_member" else None)
    events = decide(standing_at(place, command, person), COMMANDS[command], person, at()).events
    assert type_of(events[-1].event) == TABLE[command]["events"]


def test_what_is_offered_is_what_would_be_carried_out() -> None:
    for command, place, person in everybody_everywhere():
        acting = EVERYONE[person]
        offered = permitted(standing_at(place, command, acting), acting, at())
        carried_out = seen(command, place, person)[1] is None
        assert (command in offered) == carried_out, (command, place, person)


def test_the_code_has_the_councils_table_row_by_row() -> None:
    law = [{**row, "by": set(row["by"].split(";"))} for row in TABLE.values()]
    code = [{**row, "by": set(row["by"].split(";"))} for row in lifecycle_rows()]
    assert sorted(code, key=lambda row: str(row["command"])) == sorted(
        law, key=lambda row: str(row["command"])
    )


def test_the_document_tells_every_row() -> None:
    text = lifecycle_document()
    assert set(COLUMNS) == set(next(iter(TABLE.values())))
    for command, row in TABLE.items():
        assert f"| `{command}` | `{row['events']}` |" in text
