"""Sending a form of feedback: done, or the form again with what is wrong."""

from typing import Any

from gateway.asking import command_from_form
from gateway.error_handling import shown_on_form
from gateway.forms.base import CommandForm
from gateway.service_clients.outcome import CallProblem, Outcome
from services.contracts.calls import Call


def sent(call: Call, body: dict[str, Any], form: CommandForm) -> Outcome | None:
    """The outcome; None when the form has to be shown again. Raises CallProblem for what it cannot show."""
    if not form.validate_on_submit():
        return None
    try:
        return command_from_form(call, body, form)
    except CallProblem as refused:
        if shown_on_form(refused, form):
            return None
        raise
