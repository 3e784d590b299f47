"""What the JSON interface answers with, whatever is asked. More may come; what is here stays."""

from marshmallow import EXCLUDE, Schema, fields, validate

from services.contracts.problems import CODES
from services.contracts.vocabulary import PERSON_ROLES, SCOPES


class AnswerSchema(Schema):
    """An object in an answer. Whoever reads it passes over what it does not know."""

    class Meta:
        unknown = EXCLUDE


class Role(AnswerSchema):
    """A role held today."""

    role = fields.String(required=True, validate=validate.OneOf(PERSON_ROLES))
    service_id = fields.String(
        required=True, allow_none=True, metadata={"description": "For roles that belong to a service"}
    )


class Me(AnswerSchema):
    """Whose token it is, what they hold today, and what the token may be used for."""

    person_id = fields.String(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.Nested(Role), required=True)
    wards = fields.List(fields.String(), required=True)
    scopes = fields.List(fields.String(validate=validate.OneOf(SCOPES)), required=True)


class Entry(AnswerSchema):
    """One thing that happened to a request."""

    sequence = fields.Integer(required=True)
    type = fields.String(required=True, metadata={"description": "An event's type, as in asyncapi.yaml"})
    time = fields.String(required=True, metadata={"format": "date-time"})
    by = fields.String(required=True, allow_none=True, metadata={"description": "A name"})
    role = fields.String(required=True, allow_none=True)
    texts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    data = fields.Dict(required=True, metadata={"description": "The event's facts, with names beside ids"})
    imported = fields.Boolean(required=True)


class Problem(AnswerSchema):
    """Problem details as RFC 9457 has them."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    instance = fields.String(required=True, metadata={"description": "Names the request in our logs"})
    detail = fields.String(metadata={"description": "A sentence for people"})
    code = fields.String(validate=validate.OneOf(CODES))
    fields_ = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        data_key="fields",
        metadata={"description": "Sentences by field of what was sent; parts of a field after a dot"},
    )
    sequence = fields.Integer(metadata={"description": "With `stale`: where the request stands now"})
    state = fields.String(metadata={"description": "With `stale`: its state now"})
    happened = fields.List(
        fields.Nested(Entry), metadata={"description": "With `stale`: what came after the version given"}
    )
