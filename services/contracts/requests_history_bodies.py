"""The body of the call that brings histories in: commands that were given long ago, with their times."""

from marshmallow import fields, validate

from services.contracts.calls import Body

MOST_REQUESTS = 100
MOST_STEPS = 200


class StepBody(Body):
    """One command as its caller sends it, but for `request_id`: by whom, and when it took effect."""

    command = fields.String(required=True, validate=validate.Length(1, 60))
    at = fields.AwareDateTime(required=True, format="iso")
    person_id = fields.String(required=True)
    body = fields.Dict(required=True)


class LifeBody(Body):
    """A request under an id of the caller's own, from its raising on."""

    request_id = fields.UUID(required=True)
    steps = fields.List(fields.Nested(StepBody), required=True, validate=validate.Length(1, MOST_STEPS))


class HistoryBody(Body):
    """Requests with all that happened to them; each comes in whole or, with the others, not at all.

    Every step is decided as a command given at its time: one that was not allowed then refuses the call. What
    clocks said then is not known: a date agreed is not held against the one before.

    Answer: {"brought_in", "already": how many, "reached": {request_id: sequence}}. A request that is there
    already stays as it is.
    """

    requests = fields.List(fields.Nested(LifeBody), required=True, validate=validate.Length(1, MOST_REQUESTS))
