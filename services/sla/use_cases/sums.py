"""The sum for any dates: by bank holidays and one's own days, or by the council's calendar."""

from datetime import date, datetime
from itertools import pairwise
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.sla.domain.calendar import Calendar, days_not_worked
from services.sla.domain.explaining import explained_days
from services.sla.domain.local_days import local_date
from services.sla.domain.working_days import Pause, day_0, days_taken, due_in
from services.sla.repository import calendars
from services.sla.use_cases.explain import wire_days

NO_VERSION = 0
MOST_WORKING_DAYS = 2500
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


class Moment(fields.Field[date]):
    """An instant with its zone, or a day: the council's local date of it."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        try:
            found = _local(value)
        except (ValueError, TypeError, OverflowError):
            raise ValidationError("Write an instant with its zone, or a day, like 2023-09-22.") from None
        if not EARLIEST <= found <= LATEST:
            raise ValidationError("Choose a day between 1900 and 2200.")
        return found


def _local(value: Any) -> date:
    if not isinstance(value, str):
        raise TypeError
    if len(value) == len("2023-09-22"):
        return date.fromisoformat(value)
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError
    return local_date(instant)


class Line(Schema):
    """One sum."""

    class Meta:
        unknown = EXCLUDE

    received = Moment(required=True)
    working_days = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_WORKING_DAYS))
    pauses = fields.List(fields.Tuple((Moment(), Moment())), load_default=list)
    closed = fields.List(Moment(), load_default=list)
    opened = fields.List(Moment(), load_default=list)
    answered = Moment(load_default=None, allow_none=True)


_line = Line()


def work_out(session: Session, incoming: Incoming) -> dict[str, Any]:
    """The sums of all lines; one that makes no sense says so in its place."""
    body = incoming.body
    council = calendars.rules(session).calendar() if body["council"] else None
    holidays = calendars.holidays(session)
    return {"results": [_result(line, council, holidays, body["days"]) for line in body["lines"]]}


def _result(
    line: dict[str, Any], council: Calendar | None, holidays: dict[date, str], with_days: bool
) -> dict[str, Any]:
    try:
        said = _line.load(line)
        pauses = _pauses(said)
    except ValidationError as error:
        return {"error": _sentence(error.messages_dict)}
    closed = dict.fromkeys(said["closed"], "closed")
    calendar = council or Calendar(NO_VERSION, days_not_worked(holidays, closed, set(said["opened"])))
    start = day_0(calendar, said["received"])
    due, answered = due_in(calendar, start, said["working_days"], pauses), said["answered"]
    result = {
        "day_0": start.isoformat(),
        "due": due.isoformat(),
        "taken": None if answered is None else days_taken(calendar, start, answered, pauses),
        "late": None if answered is None else answered > due,
    }
    days = explained_days(calendar, said["received"], start, due, pauses) if with_days else ()
    return result | ({"days": wire_days(list(days))} if with_days else {})


def _pauses(said: dict[str, Any]) -> list[Pause]:
    """In order. Raises ValidationError when one ends before it begins, or two overlap."""
    pauses = sorted((Pause(since, until) for since, until in said["pauses"]), key=lambda p: p.since)
    if any(pause.until < pause.since for pause in pauses):
        raise ValidationError({"pauses": ["A pause ends before it begins."]})
    if any(after.since < before.until for before, after in pairwise(pauses)):
        raise ValidationError({"pauses": ["Two pauses overlap."]})
    return pauses


def _sentence(messages: Any) -> str:
    """The first thing that is wrong, and where."""
    where = []
    while isinstance(messages, dict):
        name, messages = next(iter(messages.items()))
        where.append(str(name))
    words = messages[0] if isinstance(messages, list) else str(messages)
    return f"{'.'.join(where)}: {words}"
