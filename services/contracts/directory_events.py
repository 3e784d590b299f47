"""What directory publishes: the full facts of a ward, service, category or person each time they change.

Streams are `ward:<id>`, `service:<id>`, `category:<id>` and `person:<id>`. Days are the council's local
dates; `starts` is the first day, `ends` the last (null: open).
"""

from marshmallow import fields, validate

from services.contracts.events import EventData, EventType
from services.contracts.names import DIRECTORY
from services.contracts.vocabulary import PERSON_ROLES, REPORT_COLUMNS


class WardRecorded(EventData):
    """A ward as it stands now."""

    ward_id = fields.String(required=True)
    name = fields.String(required=True)
    area = fields.String(allow_none=True, load_default=None)
    seats = fields.Integer(required=True, strict=True)
    starts = fields.Date(required=True)
    ends = fields.Date(allow_none=True, load_default=None)


class ServiceRecorded(EventData):
    """A council service as it stands now. `column` is its column in the update paper."""

    service_id = fields.String(required=True)
    name = fields.String(required=True)
    column = fields.String(required=True, validate=validate.OneOf(REPORT_COLUMNS))
    starts = fields.Date(required=True)
    ends = fields.Date(allow_none=True, load_default=None)


class CategoryRecorded(EventData):
    """A category as it stands now, and the service it routes to."""

    category_id = fields.String(required=True)
    name = fields.String(required=True)
    service_id = fields.String(required=True)
    starts = fields.Date(required=True)
    ends = fields.Date(allow_none=True, load_default=None)


class HeldRole(EventData):
    """A role held from one day to another; `service_id` for the roles that belong to a service."""

    role = fields.String(required=True, validate=validate.OneOf(PERSON_ROLES))
    service_id = fields.String(allow_none=True, load_default=None)
    starts = fields.Date(required=True)
    ends = fields.Date(allow_none=True, load_default=None)


class TermOfOffice(EventData):
    """A member's term for a ward."""

    ward_id = fields.String(required=True)
    starts = fields.Date(required=True)
    ends = fields.Date(allow_none=True, load_default=None)


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


class ProviderLinked(EventData):
    """A person signed in through this identity provider for the first time.

    The subject stays in directory.
    """

    person_id = fields.String(required=True)
    provider = fields.String(required=True)


WARD_RECORDED = EventType(DIRECTORY, "ward_recorded", WardRecorded)
SERVICE_RECORDED = EventType(DIRECTORY, "service_recorded", ServiceRecorded)
CATEGORY_RECORDED = EventType(DIRECTORY, "category_recorded", CategoryRecorded)
PERSON_RECORDED = EventType(DIRECTORY, "person_recorded", PersonRecorded)
PROVIDER_LINKED = EventType(DIRECTORY, "provider_linked", ProviderLinked)

DIRECTORY_EVENTS = {
    event.name: event
    for event in (WARD_RECORDED, SERVICE_RECORDED, CATEGORY_RECORDED, PERSON_RECORDED, PROVIDER_LINKED)
}
