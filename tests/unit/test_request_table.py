"""Every command in every state by everyone: carried out as the council's table says, or refused by name."""

from dataclasses import replace
from itertools import product

import pytest

from services.requests.domain.decide import decide
from services.requests.domain.event_data import type_of
from services.requests.domain.naming import name_of
from services.requests.domain.refusals import Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.table import ROWS
from services.requests.domain.transitions import Row
from services.requests.domain.vocabulary import IN_ACTION, Standing, State
from tests.unit.request_examples import COMMANDS, EVERYONE, OFFICER, at, raised

# The council's table of commands, as far as it is built; `before` is the state before the question.
TABLE = """
give_clarification    clarification_given    | owner        | awaiting_member               | before
add_message           message_added          | owner        | in action                     | same
close                 request_closed         | owner        | responded                     | closed
withdraw              request_withdrawn      | owner        | in action                     | withdrawn
give_initial_response initial_response_given | officer      | in action                     | same
post_update           progress_posted        | officer      | in action                     | same
respond               response_given         | officer      | in action                     | responded
ask_clarification     clarification_asked    | officer      | in action but awaiting_member | awaiting_member
drop_clarification    clarification_dropped  | officer      | awaiting_member               | before
assign                officer_assigned       | officer,desk | in action                     | same
unassign              officer_unassigned     | officer,desk | in action                     | same
"""

STATES = (*sorted(IN_ACTION), State.RESPONDED, State.CLOSED, State.WITHDRAWN)
REMEMBERED = State.FURTHER_INFORMATION

# What becomes of a command of someone who may give it. `>` leads to a state, `>>` drops the question first;
# anything else is the reason for refusing. The closed and the withdrawn refuse by their own name. Columns:
# in action but awaiting | awaiting the member           | responded
CONSEQUENCES = """
give_clarification    | no_question                     | > before                | answered
add_message           | > same                          | > before                | answered
close                 | not_answered                    | not_answered            | > closed
withdraw              | > withdrawn                     | >> withdrawn            | answered
give_initial_response | > same                          | >> before               | answered
post_update           | no_first_answer                 | no_first_answer         | answered
respond               | > responded                     | >> responded            | answered
ask_clarification     | > awaiting_member               | question_open           | answered
drop_clarification    | no_question                     | > before                | answered
assign                | > same                          | > same                  | answered
unassign              | > same                          | > same                  | answered
"""
AFTER_A_FIRST_ANSWER = {
    "give_initial_response": ("first_answer_given", "first_answer_given"),
    "post_update": ("> same", ">> before"),
}
GIVEN_BY = {
    "owner": {"member", "desk for the member"},
    "officer": {"officer"},
    "officer,desk": {"officer", "desk", "desk for the member", "desk for another"},
}


def cells(table: str) -> list[list[str]]:
    """The cells of a table written in text."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


WHO = {line[0].split()[0]: line[1] for line in cells(TABLE)}
CELLS = {command: rest for command, *rest in cells(CONSEQUENCES)}


def request_in(state: State, *, answered: bool) -> RequestState:
    """A request that stands there, with one officer assigned."""
    return replace(
        raised(),
        state=state,
        state_before_question=REMEMBERED if state is State.AWAITING_MEMBER else None,
        officers=frozenset({OFFICER}),
        first_answer_at=at().now if answered else None,
    )


def expected(command: str, state: State, person: str, *, answered: bool) -> str:
    """What the tables above say of a cell."""
    if person == "another member":
        return "no_such_request"
    if person not in GIVEN_BY[WHO[command]]:
        return "not_for_you"
    if state in {State.CLOSED, State.WITHDRAWN}:
        return state.value
    in_action, awaiting, responded = CELLS[command]
    if answered and command in AFTER_A_FIRST_ANSWER:
        in_action, awaiting = AFTER_A_FIRST_ANSWER[command]
    if state is State.AWAITING_MEMBER:
        return awaiting.replace("before", REMEMBERED).replace("same", state)
    return responded if state is State.RESPONDED else in_action.replace("same", state)


def seen(command: str, state: State, person: str, *, answered: bool) -> str:
    """What the code makes of a cell, in the words of the tables above."""
    try:
        request = request_in(state, answered=answered)
        events = decide(request, COMMANDS[command], EVERYONE[person], at()).events
    except Refusal as refusal:
        return refusal.reason
    arrow = ">>" if len(events) == 2 and type_of(events[0].event) == "clarification_dropped" else ">"
    return f"{arrow} {events[-1].event.state}"


@pytest.mark.parametrize("person", EVERYONE)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_every_state_is_carried_out_or_refused_by_name(command: str, person: str) -> None:
    grid = list(product(STATES, (False, True)))
    wanted = {
        (state, answered): expected(command, state, person, answered=answered) for state, answered in grid
    }
    found = {(state, answered): seen(command, state, person, answered=answered) for state, answered in grid}
    assert found == wanted


def in_words(row: Row) -> list[str]:
    """A row of the code's table, written as in the council's."""
    leaves = {
        IN_ACTION: "in action",
        IN_ACTION - {State.AWAITING_MEMBER}: "in action but awaiting_member",
    }.get(row.leaves, ", ".join(row.leaves))
    to = row.to if isinstance(row.to, State) else {"SAME": "same", "BEFORE_QUESTION": "before"}[row.to.name]
    by = ",".join(standing.name.lower() for standing in Standing if standing in row.by)
    return [f"{row.name} {name_of(row.event)}", by, leaves, to]


def test_the_code_has_the_councils_table() -> None:
    council = [[" ".join(line[0].split()), *line[1:]] for line in cells(TABLE)]
    assert [in_words(row) for row in ROWS] == council


def test_every_event_of_the_table_is_what_the_command_leads_to() -> None:
    for row in ROWS:
        state = State.AWAITING_MEMBER if State.AWAITING_MEMBER in row.leaves else min(row.leaves)
        request = request_in(state, answered=row.name == "post_update")
        person = next(person for name, person in EVERYONE.items() if name in GIVEN_BY[WHO[row.name]])
        events = decide(request, COMMANDS[row.name], person, at()).events
        wanted = "clarification_given" if row.name == "add_message" else in_words(row)[0].split()[1]
        assert type_of(events[-1].event) == wanted
