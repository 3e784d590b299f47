"""Refusals and failures as they travel in an answer: a code for programs, a sentence for people."""

from dataclasses import dataclass, field
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_load

INVALID = "invalid"  # the body breaks its schema or a limit; `fields` says where
NOT_SIGNED_IN = "not_signed_in"  # no actor, or a token that is expired, forged or for another service
NOT_ALLOWED = "not_allowed"  # the actor is known, and may not
NOT_FOUND = "not_found"  # also the answer for what the actor may not know to exist
WRONG_STATE = "wrong_state"  # the request's state does not allow it
STALE = "stale"  # somebody else changed it first
KEY_REUSED = "key_reused"  # the same key came with another body or actor
TOO_LATE = "too_late"  # the deadline had passed; nothing was done
CONFLICT = "conflict"  # would break something that others rely on
UNAVAILABLE = "unavailable"  # cannot be reached now; nothing is known to be done
UNKNOWN = "unknown"  # no answer came in time: done or not done
INTERNAL = "internal"  # a fault of ours; `details.reference` finds it in the logs

CODES = (
    INVALID,
    NOT_SIGNED_IN,
    NOT_ALLOWED,
    NOT_FOUND,
    WRONG_STATE,
    STALE,
    KEY_REUSED,
    TOO_LATE,
    CONFLICT,
    UNAVAILABLE,
    UNKNOWN,
    INTERNAL,
)


@dataclass(frozen=True)
class Problem:
    """Why nothing was changed. `message` is a sentence that says what can be done instead."""

    code: str
    message: str
    fields: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)

    def to_wire(self) -> dict[str, Any]:
        """The `problem` member of an answer."""
        return {
            "code": self.code,
            "message": self.message,
            "fields": self.fields,
            "details": self.details,
        }


class ProblemSchema(Schema):
    """`problem` in an answer. A code that a newer service invented still loads."""

    class Meta:
        unknown = EXCLUDE

    code = fields.String(required=True, metadata={"description": "One of " + ", ".join(CODES)})
    message = fields.String(required=True)
    fields_ = fields.Dict(data_key="fields", load_default=dict)
    details = fields.Dict(load_default=dict)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Problem:
        """A Problem."""
        return Problem(data["code"], data["message"], data["fields_"], data["details"])
