"""Checks of a command's own words, dates and people. Every flaw is told at once, by field."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

from services.requests.domain import commands as c
from services.requests.domain.acting import Context
from services.requests.domain.flaws import Flaw, flaws
from services.requests.domain.refusals import Code, Reason, Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.texts import LIMITS, flaw, with_plain_line_breaks
from services.requests.domain.vocabulary import Outcome

AnyCommand = TypeVar("AnyCommand", bound=c.Command)

_MAY_BE_LEFT_OUT = frozenset({"place", "earlier_case", "shareable", "job_number"})
_CONSTITUENT_IN_WORDS = frozenset({"constituent_name", "contact", "agreed_to", "agreed_how"})
_LIMITATION_NEEDED = frozenset({Outcome.PARTLY, Outcome.CANNOT})


def checked(command: AnyCommand, state: RequestState | None, context: Context) -> AnyCommand:
    """The command, its line breaks made plain. Raises Refusal (invalid) with every flaw in `fields`.

    `state` is the request's to which it is given; None before raising.
    """
    command = _with_plain_line_breaks(command)
    refuse_flaws([*_text_flaws(command), *flaws(command, state, context)])
    return command


def refuse_flaws(found: list[Flaw]) -> None:
    """Raises Refusal (invalid) when there is any flaw."""
    if not found:
        return
    by_field: dict[str, list[str]] = {}
    for field, sentence in found:
        by_field.setdefault(field, []).append(sentence)
    raise Refusal(Code.INVALID, Reason.INVALID, " ".join(sentence for _, sentence in found), fields=by_field)


def _texts(command: c.Command) -> dict[str, str]:
    """The words in the command, by field; what is left as it is (None) is not among them."""
    given = {field.name: getattr(command, field.name) for field in fields(command) if field.name in LIMITS}
    return {name: text for name, text in given.items() if text is not None}


def _with_plain_line_breaks(command: AnyCommand) -> AnyCommand:
    words: dict[str, Any] = {name: with_plain_line_breaks(text) for name, text in _texts(command).items()}
    if isinstance(command, c.RaiseRequest):
        words["answers"] = {known: with_plain_line_breaks(text) for known, text in command.answers.items()}
    return replace(command, **words)


def _text_flaws(command: c.Command) -> Iterator[Flaw]:
    for name, text in _texts(command).items():
        found = flaw(name, text, required=_is_required(command, name))
        if found:
            yield name, found
    if isinstance(command, c.RaiseRequest):
        for text in command.answers.values():
            found = flaw("answer", text, required=False)
            if found:
                yield "answers", found


def _is_required(command: c.Command, field: str) -> bool:
    if isinstance(command, c.Respond):
        if field == "limitation":
            return command.outcome in _LIMITATION_NEEDED
        if field == "outside_body":
            return command.outcome is Outcome.REFERRED and command.outside_body_id is None
    if isinstance(command, c.AttachConstituent) and field in _CONSTITUENT_IN_WORDS:
        return command.constituent_id is None
    return field not in _MAY_BE_LEFT_OUT
