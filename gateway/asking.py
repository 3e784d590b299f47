"""Calls made for the person whose request is being answered."""

from typing import Any

from flask import session

from gateway.correlation import correlation_id
from gateway.current_person import signed_in_person
from gateway.forms.base import CommandForm
from gateway.parts import parts
from gateway.people import Person
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem, Outcome, Position
from services.contracts import problems
from services.contracts.calls import Call
from services.contracts.problems import Problem

REACHED = "reached"
POSITIONS_KEPT = 3


def ask(call: Call, body: dict[str, Any] | None = None, role: str | None = None) -> Outcome:
    """The outcome of a query, or of a command that needs no key. Raises CallProblem."""
    return _remembered(parts().clients.ask(question(call, body, role)))


def ask_together(*questions: Ask) -> list[Settled]:
    """The outcomes of several questions at once, in order; a CallProblem stands where one was refused."""
    return parts().clients.ask_together(questions)


def command_from_form(
    call: Call, body: dict[str, Any], form: CommandForm, role: str | None = None
) -> Outcome:
    """The outcome of the command that `form` carries. Raises CallProblem.

    The form's key makes a second click, a refresh and "send it again" the same command with the same outcome.
    """
    asked = question(call, body, role, key=str(form.key.data), expected_version=form.expected_version)
    return _remembered(parts().clients.ask(asked))


def question(
    call: Call,
    body: dict[str, Any] | None = None,
    role: str | None = None,
    key: str | None = None,
    expected_version: int | None = None,
) -> Ask:
    """A call by the signed-in person, in `role` or else their first that may make it. Raises CallProblem."""
    person = signed_in_person()
    acting = role or next((role for role in call.roles if role in person.role_names), None)
    if acting is None:
        raise CallProblem(Problem(problems.NOT_ALLOWED, "Your role does not allow this."), call)
    return Ask(
        call,
        body or {},
        person.acting_as(acting),
        key=key,
        expected_version=expected_version,
        at_least=_seen(person, call.service),
        correlation_id=correlation_id(),
    )


def _seen(person: Person, service: str) -> tuple[Position, ...]:
    """What this person has seen happen elsewhere; a service always knows its own past."""
    seen = (*session.get(REACHED, ()), *person.reached)
    return tuple(position for position in seen if position["source"] != service)


def _remembered(outcome: Outcome) -> Outcome:
    if outcome.reached:
        others = [old for old in session.get(REACHED, ()) if old["stream"] != outcome.reached["stream"]]
        session[REACHED] = [outcome.reached, *others][:POSITIONS_KEPT]
    return outcome
