"""Calls made for the person whose request is being answered."""

from typing import Any

from flask import session

from gateway.correlation import correlation_id
from gateway.current_person import confirmed, signed_in_person
from gateway.forms.base import CommandForm
from gateway.parts import parts
from gateway.people import Person
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem, Outcome, Position
from services.chassis.crash_points import crash_point
from services.contracts import problems
from services.contracts.calls import Call
from services.contracts.problems import Problem
from services.contracts.vocabulary import MEMBER_SERVICES

REACHED = "reached"
POSITIONS_KEPT = 3


def ask(call: Call, body: dict[str, Any] | None = None, role: str | None = None) -> Outcome:
    """The outcome of a query, or of a command that needs no key. Raises CallProblem."""
    return _given(question(call, body, role))


def ask_together(*questions: Ask) -> list[Settled]:
    """The outcomes of several queries at once, in order; a CallProblem stands where one was refused."""
    return confirmed(questions)


def answered(settled: Settled) -> dict[str, Any]:
    """What one of several questions was answered. Raises the CallProblem that stands in its place."""
    if isinstance(settled, CallProblem):
        raise settled
    return settled.result


def command_from_form(
    call: Call, body: dict[str, Any], form: CommandForm, for_member: str | None = None
) -> Outcome:
    """The outcome of the command that `form` carries. Raises CallProblem.

    The form's key makes a second click, a refresh and "send it again" the same command with the same outcome.
    `for_member`: whom it is for, when it is somebody else's; the desk says so as it signs.
    """
    asked = question(
        call, body, key=str(form.key.data), expected_version=form.expected_version, for_member=for_member
    )
    outcome = _given(asked)
    crash_point("command_answered")
    return outcome


def command_with_key(call: Call, body: dict[str, Any], key: str) -> Outcome:
    """The outcome of a command that goes with another, under a key that is made of the other's."""
    return _given(question(call, body, key=key))


def commands_together(*asked: Ask) -> list[Settled]:
    """The outcomes of several keyed commands at once, in order; what they reached is remembered."""
    confirmed()
    settled = parts().clients.ask_together(asked)
    for outcome in settled:
        if isinstance(outcome, Outcome):
            _remembered(outcome)
    return settled


def question(
    call: Call,
    body: dict[str, Any] | None = None,
    role: str | None = None,
    key: str | None = None,
    expected_version: int | None = None,
    for_member: str | None = None,
) -> Ask:
    """A call by the signed-in person, in `role` or else their first that may make it. Raises CallProblem.

    All roles held go along: what the person is to one request is for the service to work out.
    """
    person = signed_in_person()
    speaks_for = for_member if _is_the_desks(call, person, for_member) else None
    acting = role or (MEMBER_SERVICES if speaks_for else _first_role(call, person))
    return Ask(
        call,
        body or {},
        person.acting_as(acting, speaks_for),
        key=key,
        expected_version=expected_version,
        at_least=_seen(person, call.service),
        correlation_id=correlation_id(),
    )


def _is_the_desks(call: Call, person: Person, for_member: str | None) -> bool:
    """Whether this is something that the desk does for somebody else."""
    is_for_another = for_member is not None and for_member != person.id
    return is_for_another and MEMBER_SERVICES in call.roles and person.holds(MEMBER_SERVICES)


def _first_role(call: Call, person: Person) -> str:
    for role in call.roles:
        if person.holds(role):
            return role
    raise CallProblem(Problem(problems.NOT_ALLOWED, "Your role does not allow this."), call)


def _seen(person: Person, service: str) -> tuple[Position, ...]:
    """What this person has seen happen elsewhere; a service always knows its own past."""
    seen = (*session.get(REACHED, ()), *person.reached)
    return tuple(position for position in seen if position["source"] != service)


def _given(asked: Ask) -> Outcome:
    confirmed()
    return _remembered(parts().clients.ask(asked))


def _remembered(outcome: Outcome) -> Outcome:
    if outcome.reached:
        others = [old for old in session.get(REACHED, ()) if old["stream"] != outcome.reached["stream"]]
        session[REACHED] = [outcome.reached, *others][:POSITIONS_KEPT]
    return outcome
