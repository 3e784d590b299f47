"""Calls that every service answers: receipts, stored events, parked messages, positions, replay."""

from marshmallow import fields, validate

from services.contracts.calls import COMMAND, QUERY, Body, Call, Empty
from services.contracts.vocabulary import ADMINISTRATOR, ANYONE, OPERATOR

KEEPERS = (OPERATOR, ADMINISTRATOR)


class ReceiptBody(Body):
    """Which command is asked after, and its deadline: once that has passed, it can no longer be done.

    Answer: {"done": bool, "answer": {…} | null, "settled": bool}. `settled` is false while the command may
    still be done.
    """

    command_key = fields.String(required=True, validate=validate.Length(min=8, max=100))
    deadline = fields.AwareDateTime(load_default=None, allow_none=True)


class EventsBody(Body):
    """A page of stored events in the order of storing.

    Answer: {"events": [CloudEvent…], "next": position | null}.
    """

    stream = fields.String(load_default=None, allow_none=True)
    after = fields.Integer(load_default=0, strict=True)
    limit = fields.Integer(load_default=200, strict=True, validate=validate.Range(1, 500))


class ListParkedBody(Body):
    """Answer: {"parked": [{id, kind, source, stream, sequence, type, reason, parked_at, waiting_behind}]}."""

    limit = fields.Integer(load_default=100, strict=True, validate=validate.Range(1, 500))


class ParkedBody(Body):
    """One parked message."""

    parked_id = fields.String(required=True)


class DiscardParkedBody(ParkedBody):
    """Discarding opens the stream again; the reason is kept."""

    reason = fields.String(required=True, validate=validate.Length(min=3, max=500))


class PositionBody(Body):
    """How far this service has applied a source's stream. Answer: {"sequence": int}."""

    source = fields.String(required=True)
    stream = fields.String(required=True)


class RebuildBody(Body):
    """Which rebuild is asked after."""

    rebuild_id = fields.String(required=True)


def chassis_calls(service: str) -> dict[str, Call]:
    """The calls of every service, by name, as `service` answers them."""
    calls = (
        # Only to the actor who gave the command; waits for the command while it is in hand
        Call(service, "receipt", COMMAND, ReceiptBody, ANYONE, keyed=False),
        Call(service, "events", QUERY, EventsBody, KEEPERS),
        Call(service, "list_parked", QUERY, ListParkedBody, KEEPERS),
        Call(service, "show_parked", QUERY, ParkedBody, KEEPERS),
        Call(service, "replay_parked", COMMAND, ParkedBody, KEEPERS),
        Call(service, "discard_parked", COMMAND, DiscardParkedBody, KEEPERS),
        # {"latest": {stream, sequence} of the event stored last | null, "working_out": how much of what was
        # heard is still to be worked out and published, "outbox": int, "waiting": int, "parked": int}
        Call(service, "progress", QUERY, Empty, KEEPERS),
        Call(service, "position", QUERY, PositionBody, KEEPERS),
        # {"rebuild_id": str}; then rebuild_progress: {"done": bool, "events": int}
        Call(service, "replay", COMMAND, Empty, KEEPERS),
        Call(service, "rebuild_progress", QUERY, RebuildBody, KEEPERS),
    )
    return {call.name: call for call in calls}
