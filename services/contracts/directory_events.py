"""What directory publishes: the full facts of an entry each time they change, and what became of a person.

Streams are `ward:<id>`, `service:<id>`, `category:<id>`, `outside_body:<id>` and `person:<id>`. Days are the
council's local dates; `starts` is the first day, `ends` the last (null: open). Labels, advice and contacts
are the council's own published texts.
"""

from marshmallow import fields, validate

from services.contracts.events import EventData, EventType
from services.contracts.names import DIRECTORY
from services.contracts.vocabulary import PERSON_ROLES, REPORT_COLUMNS, SHARINGS


class Dated(EventData):
    """What holds from its first day to its last."""

    starts = fields.Date(required=True)
    ends = fields.Date(allow_none=True, load_default=None)


class WardRecorded(Dated):
    """A ward as it stands now."""

    ward_id = fields.String(required=True)
    name = fields.String(required=True)
    area = fields.String(allow_none=True, load_default=None)
    seats = fields.Integer(required=True, strict=True)


class ReportColumn(Dated):
    """The column of the update paper in which a service's requests count on these days."""

    column = fields.String(required=True, validate=validate.OneOf(REPORT_COLUMNS))


class ServiceRecorded(Dated):
    """A council service as it stands now.

    `column` is its column in the update paper on the day of the change; `columns` are those of all its days,
    in order and without a hole (none in what was recorded before they were dated: `column` for all days).
    """

    service_id = fields.String(required=True)
    name = fields.String(required=True)
    column = fields.String(required=True, validate=validate.OneOf(REPORT_COLUMNS))
    columns = fields.List(fields.Nested(ReportColumn), load_default=list)


class CategoryQuestion(EventData):
    """What the council asks whoever raises a request of a category."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    required = fields.Boolean(required=True)
    help = fields.String(load_default="")


class StopAdvice(EventData):
    """What to do instead of raising a request; `stops`: the form goes no further."""

    text = fields.String(required=True)
    stops = fields.Boolean(required=True)


class CategoryRecorded(Dated):
    """A category as it stands now, and the service it routes to."""

    category_id = fields.String(required=True)
    name = fields.String(required=True)
    service_id = fields.String(required=True)
    questions = fields.List(fields.Nested(CategoryQuestion), load_default=list)
    stop_advice = fields.Nested(StopAdvice, allow_none=True, load_default=None)


class OutsideBodyRecorded(Dated):
    """Somebody outside the council to whom a request can be referred, and how to reach them."""

    outside_body_id = fields.String(required=True)
    name = fields.String(required=True)
    contact = fields.String(required=True)


class HeldRole(Dated):
    """A role held from one day to another.

    `service_id` for the roles that belong to a service; a director has one, or none for all services.
    """

    role = fields.String(required=True, validate=validate.OneOf(PERSON_ROLES))
    service_id = fields.String(allow_none=True, load_default=None)


class TermOfOffice(Dated):
    """A member's term for a ward."""

    ward_id = fields.String(required=True)


class PersonRecorded(EventData):
    """A person who uses the system, with every role and term, past ones too.

    The role `member` is held through a term of office and is not listed among `roles`.
    `account` is the person's key in an imported casebook.
    """

    person_id = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(allow_none=True, load_default=None)
    account = fields.String(allow_none=True, load_default=None)
    roles = fields.List(fields.Nested(HeldRole), required=True)
    terms = fields.List(fields.Nested(TermOfOffice), required=True)


class OfficeEnded(EventData):
    """A member serves no ward any more. The event's time is the beginning of the day after the last one."""

    person_id = fields.String(required=True)
    ended_on = fields.Date(required=True, metadata={"description": "The last day of office"})
    ward_ids = fields.List(fields.String(), required=True, metadata={"description": "Served on that day"})


class PreferencesSet(EventData):
    """What a person chose for themselves. `sharing`: with whom their new requests are shared."""

    person_id = fields.String(required=True)
    sharing = fields.String(required=True, validate=validate.OneOf(SHARINGS))


class ProviderLinked(EventData):
    """A person signed in through this identity provider for the first time.

    The subject stays in directory.
    """

    person_id = fields.String(required=True)
    provider = fields.String(required=True)


WARD_RECORDED = EventType(DIRECTORY, "ward_recorded", WardRecorded)
SERVICE_RECORDED = EventType(DIRECTORY, "service_recorded", ServiceRecorded)
CATEGORY_RECORDED = EventType(DIRECTORY, "category_recorded", CategoryRecorded)
OUTSIDE_BODY_RECORDED = EventType(DIRECTORY, "outside_body_recorded", OutsideBodyRecorded)
PERSON_RECORDED = EventType(DIRECTORY, "person_recorded", PersonRecorded)
OFFICE_ENDED = EventType(DIRECTORY, "office_ended", OfficeEnded)
PREFERENCES_SET = EventType(DIRECTORY, "preferences_set", PreferencesSet)
PROVIDER_LINKED = EventType(DIRECTORY, "provider_linked", ProviderLinked)

DIRECTORY_EVENTS = {event.name: event for event in tuple(globals().values()) if isinstance(event, EventType)}
