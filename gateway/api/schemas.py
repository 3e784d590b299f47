"""What the JSON interface answers with. More may come; what is here stays."""

from marshmallow import Schema, fields, validate

from services.contracts.problems import CODES
from services.contracts.vocabulary import PERSON_ROLES, SCOPES


class Role(Schema):
    """A role held today."""

    role = fields.String(required=True, validate=validate.OneOf(PERSON_ROLES))
    service_id = fields.String(
        required=True, allow_none=True, metadata={"description": "For roles that belong to a service"}
    )


class Me(Schema):
    """Whose token it is, what they hold today, and what the token may be used for."""

    person_id = fields.String(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.Nested(Role), required=True)
    wards = fields.List(fields.String(), required=True)
    scopes = fields.List(fields.String(validate=validate.OneOf(SCOPES)), required=True)


class Problem(Schema):
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
        metadata={"description": "Sentences by field of what was sent"},
    )
