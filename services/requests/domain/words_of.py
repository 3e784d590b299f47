"""What becomes of words by a command: which are kept, with which event, and which are taken away."""

from dataclasses import fields
from typing import Any

from services.requests.domain import commands as c
from services.requests.domain.acting import Context
from services.requests.domain.decision import Erasure
from services.requests.domain.facts import reworded
from services.requests.domain.texts import ConstituentText, MessageText, RequestText

_WITH_EVENT = tuple(field.name for field in fields(MessageText) if field.name != "sequence")


def request_text(command: c.RaiseRequest) -> RequestText:
    """The words with which a request is raised."""
    return RequestText(**{field.name: getattr(command, field.name) for field in fields(RequestText)})


def message_text(command: c.Command, sequence: int, context: Context) -> MessageText | None:
    """The words that go with the event of that sequence; None when there are none."""
    given: dict[str, str]
    if isinstance(command, c.Amend):
        given = {word.value: context.words.get(word.value, "") for word in reworded(command, context)}
    else:
        given = {name: getattr(command, name) for name in _WITH_EVENT if hasattr(command, name)}
    return MessageText(sequence, **given) if any(given.values()) else None


def amended(command: c.Command, context: Context) -> dict[str, str]:
    """Subject and place as they are from now on, where the command gives other ones."""
    if not isinstance(command, c.Amend):
        return {}
    return {word.value: getattr(command, word.value) for word in reworded(command, context)}


def constituent(command: c.Command) -> ConstituentText | None:
    """For whom the request is from now on, where the command says so."""
    if not isinstance(command, c.AttachConstituent):
        return None
    given: dict[str, Any] = {field.name: getattr(command, field.name) for field in fields(ConstituentText)}
    return ConstituentText(**given)


def erased(command: c.Command) -> Erasure | None:
    """Which words go."""
    match command:
        case c.RetractMessage(sequence=sequence):
            return Erasure(sequences=frozenset({sequence}))
        case c.WithdrawAgreement():
            return Erasure(constituent=True)
        case c.Redact():
            return Erasure(constituent=True, everything=True)
    return None
