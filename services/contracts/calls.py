"""One call between the gateway and a service: what it is named, who may make it, what its body holds."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from marshmallow import EXCLUDE, RAISE, Schema, fields, validate

from services.contracts.problems import ProblemSchema

QUERY: Literal["query"] = "query"
COMMAND: Literal["command"] = "command"

# The method that takes several queries in one message: {"questions": [{"call": name, "request": envelope}…]}.
# It gives {"answers": […]}, in order and each as if it had been asked alone.
TOGETHER = "together"
QUESTIONS_AT_MOST = 5


class Body(Schema):
    """A call's body: unknown fields are refused, so that a typing slip is never silently ignored."""

    class Meta:
        unknown = RAISE


class Empty(Body):
    """A call without arguments."""


@dataclass(frozen=True)
class Call:
    """One remote call.

    `roles` are those that may make it at all; per-object checks are the service's.
    A `keyed` command needs an idempotency key and leaves a receipt. One without that `mostly_reads` is tried
    as a query first, so that it waits for nobody who writes.
    """

    service: str
    name: str
    kind: Literal["query", "command"]
    body: type[Schema]
    roles: tuple[str, ...]
    keyed: bool = True
    mostly_reads: bool = False

    @cached_property
    def schema(self) -> Schema:
        """Its body's schema, made once: that takes longer than to check a body with it."""
        return self.body()

    @property
    def needs_key(self) -> bool:
        """Whether the request must carry an idempotency key."""
        return self.kind == COMMAND and self.keyed


class AtLeast(Schema):
    """A position in another service's stream that the answer should already reflect."""

    class Meta:
        unknown = EXCLUDE

    source = fields.String(required=True)
    stream = fields.String(required=True)
    sequence = fields.Integer(required=True, strict=True)


class RequestEnvelope(Schema):
    """The one argument of every remote call."""

    class Meta:
        unknown = EXCLUDE

    actor = fields.String(required=True, metadata={"description": "Signed actor token (JWT, 60 s at most)"})
    key = fields.String(load_default=None, allow_none=True, validate=validate.Length(min=8, max=100))
    deadline = fields.AwareDateTime(required=True)
    correlation_id = fields.String(required=True, validate=validate.Length(min=1, max=100))
    expected_version = fields.Integer(load_default=None, allow_none=True, strict=True)
    at_least = fields.List(fields.Nested(AtLeast), load_default=list)
    body = fields.Dict(load_default=dict)


class Reached(Schema):
    """The stream and sequence that a command reached: hand it on as `at_least`."""

    class Meta:
        unknown = EXCLUDE

    source = fields.String(required=True)
    stream = fields.String(required=True)
    sequence = fields.Integer(required=True, strict=True)


class AnswerEnvelope(Schema):
    """The answer of every remote call: a result or a problem, never both."""

    class Meta:
        unknown = EXCLUDE

    result = fields.Dict(allow_none=True, load_default=None)
    reached = fields.Nested(Reached, allow_none=True, load_default=None)
    behind = fields.Boolean(load_default=False)
    problem = fields.Nested(ProblemSchema, allow_none=True, load_default=None)


def problem_answer(problem: dict[str, Any]) -> dict[str, Any]:
    """The wire form of an answer that is a problem."""
    return {"problem": problem}
