"""The data of `cases_imported`: cases of a casebook, whole."""

from marshmallow import fields, validate

from services.contracts.events import EventData
from services.contracts.vocabulary import CHANNELS, KINDS


class ImportedCase(EventData):
    """One case of an imported casebook, whole. `imported_cases.expand` gives the events it stands for."""

    request_id = fields.String(required=True)
    reference = fields.String(required=True)
    external_reference = fields.String(required=True)
    member_id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    service_id = fields.String(required=True)
    category_id = fields.String(required=True)
    ward_id = fields.String(required=True)
    raised_at = fields.AwareDateTime(required=True)
    responded_at = fields.AwareDateTime(allow_none=True, load_default=None)
    closed_at = fields.AwareDateTime(allow_none=True, load_default=None)
    sequence = fields.Integer(required=True, strict=True, metadata={"description": "What its stream reached"})


class CasesImported(EventData):
    """Up to 500 cases of a casebook, brought in at once. The stream is `import:<casebook>`."""

    casebook = fields.String(required=True)
    cases = fields.List(fields.Nested(ImportedCase), required=True, validate=validate.Length(1, 500))
