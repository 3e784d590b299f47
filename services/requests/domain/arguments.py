"""Checks of a command's own words, dates and people. Every flaw is told at once, by field."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from services.requests.domain import commands as c
from services.requests.domain.acting import Context
from services.requests.domain.refusals import Code, Reason, Refusal
from services.requests.domain.texts import LIMITS, flaw, with_plain_line_breaks
from services.requests.domain.vocabulary import Outcome

AnyCommand = TypeVar("AnyCommand", bound=c.Command)
Flaw = tuple[str, str]

_NOT_AN_OFFICER = "This person does not work for the service that has it. Choose one of its officers."
_NAMES_NEXT_STEP = (c.GiveInitialResponse, c.PostUpdate)
_MAY_BE_LEFT_OUT = frozenset({"place", "earlier_case"})
_NEEDED_BY = {
    "limitation": frozenset({Outcome.PARTLY, Outcome.CANNOT}),
    "outside_body": frozenset({Outcome.REFERRED}),
}


def checked(command: AnyCommand, context: Context) -> AnyCommand:
    """The command, its line breaks made plain. Raises Refusal (invalid) with every flaw in `fields`."""
    command = _with_plain_line_breaks(command)
    refuse_flaws([*_text_flaws(command), *_people_flaws(command, context), *_date_flaws(command, context)])
    return command


def refuse_flaws(flaws: list[Flaw]) -> None:
    """Raises Refusal (invalid) when there is any flaw."""
    if not flaws:
        return
    by_field: dict[str, list[str]] = {}
    for field, sentence in flaws:
        by_field.setdefault(field, []).append(sentence)
    raise Refusal(Code.INVALID, Reason.INVALID, " ".join(sentence for _, sentence in flaws), fields=by_field)


def promised_date_flaw(day: date, context: Context) -> str | None:
    """What is wrong with a date promised to the member; None for a working day within a year."""
    if day < context.today:
        return "The date of the next update cannot be in the past. Choose today or a later working day."
    if day > _a_year_after(context.today):
        return "The date of the next update cannot be more than a year off. Choose an earlier working day."
    if not context.is_working_day(day):
        return "The date of the next update has to be a working day. Choose another day."
    return None


def _with_plain_line_breaks(command: AnyCommand) -> AnyCommand:
    names = {field.name for field in fields(command)} & LIMITS.keys()
    words: dict[str, Any] = {name: with_plain_line_breaks(getattr(command, name)) for name in names}
    return replace(command, **words)


def _text_flaws(command: c.Command) -> Iterator[Flaw]:
    for field in fields(command):
        if field.name in LIMITS:
            text: str = getattr(command, field.name)
            found = flaw(field.name, text, required=_is_required(command, field.name))
            if found:
                yield field.name, found


def _is_required(command: c.Command, field: str) -> bool:
    if isinstance(command, c.Respond) and field in _NEEDED_BY:
        return command.outcome in _NEEDED_BY[field]
    return field not in _MAY_BE_LEFT_OUT


def _people_flaws(command: c.Command, context: Context) -> Iterator[Flaw]:
    if isinstance(command, c.Assign) and not context.works_for_lead(command.officer_id):
        yield "officer_id", _NOT_AN_OFFICER
    if isinstance(command, _NAMES_NEXT_STEP) and not context.works_for_lead(command.holder_id):
        yield "holder_id", _NOT_AN_OFFICER


def _date_flaws(command: c.Command, context: Context) -> Iterator[Flaw]:
    if isinstance(command, _NAMES_NEXT_STEP):
        found = promised_date_flaw(command.next_update_on, context)
        if found:
            yield "next_update_on", found


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
