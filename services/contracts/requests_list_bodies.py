"""The bodies of the questions to requests that are answered with lists of them."""

from marshmallow import fields, validate

from services.contracts.calls import Body
from services.contracts.vocabulary import (
    DUE,
    KINDS,
    PLACE_LIMIT,
    PRIORITIES,
    STATES,
    SUBJECT_LIMIT,
)

PORTFOLIO_ORDERS = ("activity", "newest", "oldest", "due")


class ListBody(Body):
    """Filters and a keyset page. `words`: subject or place has them, as they stand.

    `state` also takes the groups `open` (not closed, not withdrawn), `in_action`, `finished`. `due`: what is
    due `today`, from today to Sunday (`this_week`), `late`, or `late_by_a_week`; the earliest date first.

    Answer: {"requests": [Row…], "next": cursor | null, "previous": cursor | null, "choices": {states,
    services, categories, wards}}; a worklist's choices have "officers", too. Row is {request_id, reference,
    external_reference, subject, state, kind, priority, service, category, ward, member, officers: [name…],
    holder: with whom it stands | null, raised_at, last_activity_at, next_update_on, due: {clock, number,
    due_on} | null, frozen: bool, new: bool}. `due` is the earliest date in force; there is none while clocks
    are paused, and until they are worked out.
    """

    due = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(DUE))
    state = fields.List(
        fields.String(validate=validate.OneOf([*STATES, "open", "in_action", "finished"])), load_default=list
    )
    service_id = fields.String(load_default=None, allow_none=True)
    category_id = fields.String(load_default=None, allow_none=True)
    ward_id = fields.String(load_default=None, allow_none=True)
    kind = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(KINDS))
    priority = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(PRIORITIES))
    words = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=SUBJECT_LIMIT))
    reference = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class PortfolioBody(ListBody):
    """A member's own requests, or (`joined`) those of others that they joined; latest activity first.

    `order`: by activity, else by the day on which they were raised.
    """

    joined = fields.Boolean(load_default=False)
    order = fields.String(load_default="activity", validate=validate.OneOf(PORTFOLIO_ORDERS))


class WorklistBody(ListBody):
    """A worklist, longest waiting first, or by due date.

    `part`: `lead`, requests that the actor's services have; `contributing`, those to which they add their
    part; `escalated_to_me`, those that stand with the actor; `others`, all but those; null, everything.
    `officer_id`: those that this officer has.
    The answer also has "due": {today, this_week, late, late_by_a_week}: how many of everything are.
    """

    part = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(["lead", "contributing", "escalated_to_me", "others"]),
    )
    order = fields.String(load_default="waiting", validate=validate.OneOf(["waiting", "due"]))
    assigned = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(["me", "nobody"]))
    officer_id = fields.String(load_default=None, allow_none=True)


class SearchBody(Body):
    """Words, or a reference (found with a slip in it, too); best first. The last word may be its beginning.

    Answer: {"results": [Row + {"place", "outcome", "found_in": ["subject" | "place" | "category" |
    "reference" | "similar_reference" | "earlier_case" | "job_number" | "messages" | "notes"…]}…], "more":
    bool}. Words are looked for only where the actor may read them; what of a row they may not read is null.
    `similar_reference`: the reference differs by one slip from what was typed ("did you mean …?").
    """

    words = fields.String(required=True, validate=validate.Length(1, 200))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class AlreadyAskedBody(Body):
    """What is about to be asked. Own requests, and those that ward colleagues share.

    Answer: {"requests": [{request_id, reference, subject, place, state, outcome, raised_at, own: bool,
    member, may_join: bool}…]}: ten at most, likeliest first.
    """

    ward_id = fields.String(required=True)
    place = fields.String(load_default="", validate=validate.Length(max=PLACE_LIMIT))
    words = fields.String(load_default="", validate=validate.Length(max=SUBJECT_LIMIT))


class WardRequestsBody(Body):
    """What ward colleagues share, latest first.

    Answer: {"requests": [{request_id, reference, subject, place, state, outcome, raised_at, member,
    joined: bool, asked: bool}…], "next": cursor | null}.
    """

    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class AnsweredBody(Body):
    """What was answered in full and nobody has closed, longest answered first; of one member or service only.

    Answer: {"requests": [{request_id, reference, subject, member, member_id, service, outcome,
    responded_at}…], "next": cursor | null, "count": int, all in all, "members": [{id, name}…] and
    "services": [{id, name}…] that have any}.
    """

    member_id = fields.String(load_default=None, allow_none=True)
    service_id = fields.String(load_default=None, allow_none=True)
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))
