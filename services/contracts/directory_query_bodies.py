"""The bodies of the questions to directory about people, services and the council, each as at a date."""

from marshmallow import fields, validate

from services.contracts.calls import Body
from services.contracts.vocabulary import PERSON_ROLES, SHARINGS


class AsAtBody(Body):
    """As at a day, which may be one to come."""

    as_at = fields.Date(load_default=None, allow_none=True)


class CouncilBody(AsAtBody):
    """Everything that an import or a form looks names up in.

    Answer: {"wards": [{id, name, area, seats, starts, ends}…], "services": [{id, name, column, columns:
    [{column, starts, ends}…], starts, ends}…], "categories": [{id, name, service_id, questions, stop_advice,
    starts, ends}…], "outside_bodies": [{id, name, contact, starts, ends}…], "people": [{person_id, name,
    email, account, is_member}…]}.

    With `as_at`: what holds on that day, and who holds anything then. Without: past and coming entries too,
    columns as at today, and `is_member` for whoever serves or served a ward.
    """


class PeopleBody(AsAtBody):
    """People by name, with what they hold on a day (left out: today).

    `words` are looked for in names and addresses, whatever their capitals and accents; `role`, `service_id`
    and `ward_id` narrow it to those who hold that then (in a service: a role that belongs to it).

    Answer: {"people": [{person_id, name, email, account, roles: [{role, service_id}…], wards: [ward_id…]}…],
    "next": cursor | null}.
    """

    words = fields.String(load_default="", validate=validate.Length(max=200))
    role = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(PERSON_ROLES))
    service_id = fields.String(load_default=None, allow_none=True)
    ward_id = fields.String(load_default=None, allow_none=True)
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=500))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class PersonBody(Body):
    """One person, with everything they hold and held.

    Answer: {"person_id", "name", "email", "account", "roles": [{role, service_id, starts, ends}…], "terms":
    [{ward_id, starts, ends}…], "preferences": {"sharing"}, "open_requests": how many as a member,
    "sequence", "history": [{sequence, type, time, recorded_at, by_id, by: name | null, role, details:
    [line…]}…], oldest first}.
    """

    person_id = fields.String(required=True)


class HoldersBody(AsAtBody):
    """Who heads, deputises and directs services on a day (left out: today); of one service, or of all then.

    Answer: {"services": [{service_id, name, column, heads: [{person_id, name}…], deputies: […], directors:
    […]}…]}. A director without a service directs all of them.
    """

    service_id = fields.String(load_default=None, allow_none=True)


class SetPreferencesBody(Body):
    """With whom one's own new requests are shared unless said otherwise. Answer: {"sharing"}."""

    sharing = fields.String(required=True, validate=validate.OneOf(SHARINGS))
