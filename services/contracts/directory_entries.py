"""The entries of a directory file, which are the body of `preview_load` and `load`.

What a file leaves out stays as it is; an end is stated with `ends`, the last day.
"""

from marshmallow import fields, validate

from services.contracts.calls import Body
from services.contracts.vocabulary import (
    ADVICE_LIMIT,
    CONTACT_LIMIT,
    HELP_LIMIT,
    LABEL_LIMIT,
    PERSON_ROLES,
    REPORT_COLUMNS,
)

Identifier = validate.Regexp(
    r"^[a-z0-9][a-z0-9-]{0,99}$", error="Use lower case letters, digits and hyphens."
)
Token = validate.Regexp(r"^[0-9]{1,18}\.[0-9a-f]{32}$", error="Give the token of a preview, or none.")
Column = validate.OneOf(REPORT_COLUMNS)


class DatedEntry(Body):
    """What holds from its first day to its last; without a last day it is open."""

    starts = fields.Date(load_default=None, allow_none=True)
    ends = fields.Date(load_default=None, allow_none=True)


class NamedEntry(DatedEntry):
    """An entry with an id of its own."""

    id = fields.String(required=True, validate=Identifier)
    name = fields.String(required=True, validate=validate.Length(1, 200))


class WardEntry(NamedEntry):
    """A ward as a directory file states it."""

    area = fields.String(load_default=None, allow_none=True)
    seats = fields.Integer(load_default=1, validate=validate.Range(0, 100))


class ColumnEntry(Body):
    """A column of the update paper, and its first day (of the first one, left out: the service's)."""

    column = fields.String(required=True, validate=Column)
    starts = fields.Date(load_default=None, allow_none=True)


class ServiceEntry(NamedEntry):
    """A council service as a directory file states it.

    `columns`, when stated, are all of them, each until the next begins. `column` alone is the one from the
    day of the load on; when it is the one of that day already, it changes nothing. Neither: they stay.
    """

    column = fields.String(load_default=None, allow_none=True, validate=Column)
    columns = fields.List(
        fields.Nested(ColumnEntry), load_default=None, allow_none=True, validate=validate.Length(1, 50)
    )


class QuestionEntry(Body):
    """A question that the form of a category asks."""

    id = fields.String(required=True, validate=Identifier)
    label = fields.String(required=True, validate=validate.Length(1, LABEL_LIMIT))
    required = fields.Boolean(load_default=False)
    help = fields.String(load_default="", validate=validate.Length(max=HELP_LIMIT))


class StopAdviceEntry(Body):
    """What to do instead; `stops`: the form goes no further. An empty text takes the advice away."""

    text = fields.String(required=True, validate=validate.Length(max=ADVICE_LIMIT))
    stops = fields.Boolean(load_default=False)


class CategoryEntry(NamedEntry):
    """A category as a directory file states it.

    `questions`, when stated, are all of them (an empty list: none); left out, questions and advice stay.
    """

    service = fields.String(required=True)
    questions = fields.List(
        fields.Nested(QuestionEntry), load_default=None, allow_none=True, validate=validate.Length(max=20)
    )
    stop_advice = fields.Nested(StopAdviceEntry, load_default=None, allow_none=True)


class OutsideBodyEntry(NamedEntry):
    """Somebody outside the council to whom a request can be referred, and how to reach them."""

    contact = fields.String(required=True, validate=validate.Length(1, CONTACT_LIMIT))


class PeriodEntry(DatedEntry):
    """Something held. `taken_back`: what was to come does not, and goes; what has begun can only end."""

    taken_back = fields.Boolean(load_default=False)


class RoleEntry(PeriodEntry):
    """A role that a person holds; `service` for officers, heads and deputies, and for a director of one."""

    role = fields.String(required=True, validate=validate.OneOf([r for r in PERSON_ROLES if r != "member"]))
    service = fields.String(load_default=None, allow_none=True)


class TermEntry(PeriodEntry):
    """A member's term of office for a ward."""

    ward = fields.String(required=True)


class PersonEntry(Body):
    """A person as a directory file states them, known by `email`, or `account` when there is none.

    `person_id` names somebody who is in the directory already, so that their address can be changed.
    """

    person_id = fields.String(load_default=None, allow_none=True)
    name = fields.String(required=True, validate=validate.Length(1, 200))
    email = fields.Email(load_default=None, allow_none=True)
    account = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 100))
    roles = fields.List(fields.Nested(RoleEntry), load_default=list)
    terms = fields.List(fields.Nested(TermEntry), load_default=list)


class LoadBody(Body):
    """A directory file's entries, be it a whole council or one new role.

    Answer: {"changes": [{"entry": "ward Cowal", "change": "added" | "changed", "details": ["seats: 3 →
    4"…]}…], "consequences": Consequences, "applied": bool, "reached": [AtLeast…]}; a preview's also has
    "based_on".

    `Consequences` is {"frozen": [{person_id, name, ended_on, open_requests}…]: members whose office ends,
    "lost": [{person_id, name, role, service_id, ward_id, last_day}…]: what people hold no longer,
    "seats": [{ward_id, name, on, seats, serving}…]: the wards that change, on each day on which they do,
    "ended_wards": [{ward_id, name, open_requests}…]: their open requests keep them until amended}.

    `based_on`, from the preview, has the load refused (stale, with what was changed since) unless it would
    change exactly what was shown. Refused (conflict) when an open request would be orphaned.
    """

    wards = fields.List(fields.Nested(WardEntry), load_default=list)
    services = fields.List(fields.Nested(ServiceEntry), load_default=list)
    categories = fields.List(fields.Nested(CategoryEntry), load_default=list)
    outside_bodies = fields.List(fields.Nested(OutsideBodyEntry), load_default=list)
    people = fields.List(fields.Nested(PersonEntry), load_default=list)
    based_on = fields.String(load_default=None, allow_none=True, validate=Token)
