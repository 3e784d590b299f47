"""What reporting publishes: aggregates only, nothing of one request and nothing of one person.

Streams are `metrics`, and `paper:<id>` for an issued paper.
"""

from marshmallow import fields, validate

from services.contracts.events import EventData, EventType
from services.contracts.names import REPORTING

METRICS_STREAM = "metrics"


def paper_stream(paper_id: str) -> str:
    """The stream of one issued paper."""
    return f"paper:{paper_id}"


class WorkingDaysTaken(EventData):
    """Working days to an answer; null where nothing was answered."""

    count = fields.Integer(required=True, strict=True)
    mean = fields.Float(allow_none=True, load_default=None)
    median = fields.Float(allow_none=True, load_default=None)
    p90 = fields.Integer(allow_none=True, load_default=None)


class ColumnFigures(EventData):
    """One column of the update paper as at the day, from the beginning on."""

    made = fields.Integer(required=True, strict=True)
    in_action = fields.Integer(required=True, strict=True)
    with_service = fields.Integer(required=True, strict=True)
    awaiting_member = fields.Integer(required=True, strict=True)
    work_scheduled = fields.Integer(required=True, strict=True)
    further_information = fields.Integer(required=True, strict=True)
    escalated = fields.Integer(required=True, strict=True)
    over_by_a_week = fields.Integer(required=True, strict=True)
    actioned = fields.Integer(required=True, strict=True)
    closed_by_members = fields.Integer(required=True, strict=True)
    withdrawn = fields.Integer(required=True, strict=True)
    open_with_members = fields.Integer(required=True, strict=True)
    initial_response = fields.Nested(WorkingDaysTaken, required=True)
    full_response = fields.Nested(WorkingDaysTaken, required=True)


class MetricsUpdated(EventData):
    """The council's figures as at a day: a while after they changed, and once each day when it is over.

    `final`: the day is over. What takes effect late can still change it; then it is published again.
    """

    as_at = fields.Date(required=True)
    final = fields.Boolean(required=True)
    definitions = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    columns = fields.Dict(keys=fields.String(), values=fields.Nested(ColumnFigures), required=True)
    feedback = fields.Dict(required=True, metadata={"description": "Answers, and how many were good"})
    channels = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    flows = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    holds = fields.Boolean(required=True, metadata={"description": "Every check holds"})


class PaperIssued(EventData):
    """An update paper was issued: frozen, and open to every member."""

    paper_id = fields.String(required=True)
    number = fields.Integer(required=True, strict=True)
    as_at = fields.Date(required=True)
    since = fields.Date(allow_none=True, load_default=None)
    definitions = fields.Integer(required=True, strict=True)


METRICS_UPDATED = EventType(REPORTING, "metrics_updated", MetricsUpdated)
PAPER_ISSUED = EventType(REPORTING, "paper_issued", PaperIssued)

REPORTING_EVENTS = {event.name: event for event in tuple(globals().values()) if isinstance(event, EventType)}
