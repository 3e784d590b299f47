"""The data of `counts_published`: how many requests stood where, for others to compare with."""

from marshmallow import fields, validate

from services.contracts.events import EventData
from services.contracts.vocabulary import STATES

COUNTS_STREAM = "counts"


class StandingCount(EventData):
    """How many requests of a service stood in a state."""

    service_id = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    count = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class CountsPublished(EventData):
    """Requests' own counts as at the end of a day, or as at now of the day that is not over.

    What is not among them is none.
    """

    as_at = fields.Date(required=True)
    counts = fields.List(fields.Nested(StandingCount), required=True)
