"""The facts that a command's event carries, where they are more than the command's own by the same names."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from services.requests.domain import commands as c
from services.requests.domain import events as e
from services.requests.domain.acting import Acting, Context
from services.requests.domain.needs import next_level
from services.requests.domain.request_state import RequestState
from services.requests.domain.texts import is_blank
from services.requests.domain.vocabulary import Priority, Rewordable

Facts = dict[str, Any]


def facts(
    kind: type[e.RequestEvent], state: RequestState, command: c.Command, acting: Acting, context: Context
) -> Facts:
    """What the event says beside the state it leads to."""
    given = {
        field.name: getattr(command, field.name, None) for field in fields(kind) if field.name != "state"
    }
    more = _MORE.get(type(command))
    return given if more is None else given | more(state, command, acting, context)


def reworded(command: c.Amend, context: Context) -> tuple[Rewordable, ...]:
    """Which words an amendment changes."""
    given = ((word, getattr(command, word.value)) for word in Rewordable)
    return tuple(word for word, text in given if text is not None and text != context.words.get(word.value))


def _amended(state: RequestState, command: c.Amend, _: Acting, context: Context) -> Facts:
    return {
        "kind": command.kind or state.kind,
        "category_id": command.category_id or state.category_id,
        "ward_id": command.ward_id or state.ward_id,
        "reworded": reworded(command, context),
    }


def _transferred(state: RequestState, command: c.Transfer, _: Acting, context: Context) -> Facts:
    """A director keeps it; a head of service hands it on to the next."""
    holder = None
    if state.escalation is not None:
        first = state.escalation.level == 1
        holder = context.holder(1, command.service_id) if first else state.escalation.holder_id
    return {"from_service_id": state.service_id, "holder_id": holder}


def _contribution(state: RequestState, _: c.Contribute, acting: Acting, __: Context) -> Facts:
    return {"service_id": min(acting.services & state.contributors)}


def _escalated(state: RequestState, _: c.Escalate, __: Acting, context: Context) -> Facts:
    level = next_level(state)
    return {"level": level, "holder_id": context.holder(level, state.service_id)}


def _of_actor(_: RequestState, __: c.AskToJoin | c.Leave, acting: Acting, ___: Context) -> Facts:
    return {"member_id": acting.person_id}


_MORE: dict[type[c.Command], Callable[[RequestState, Any, Acting, Context], Facts]] = {
    c.Amend: _amended,
    c.Transfer: _transferred,
    c.Contribute: _contribution,
    c.ProposeDeadline: lambda state, _, acting, __: {"side": acting.side(state.member_id)},
    c.Respond: lambda _, command, *__: {"shareable": not is_blank(command.shareable)},
    c.Escalate: _escalated,
    c.AcceptUrgency: lambda *_: {"priority": Priority.URGENT},
    c.AskToJoin: _of_actor,
    c.Leave: _of_actor,
    c.RetractMessage: lambda _, command, *__: {"retracted": command.sequence},
}
