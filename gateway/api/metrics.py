"""`GET /api/v1/metrics`: figures for other programs, with filters, worth asking again with their ETag."""

import hashlib
import json
from typing import Any

from flask import request
from marshmallow import fields
from werkzeug.wrappers import Response

from gateway.api.bearer import bearer
from gateway.api.endpoints import blueprint
from gateway.api.reading import query_schema
from gateway.api.schemas import AnswerSchema
from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.service_clients.clients import Ask
from services.contracts.reporting_calls import FIGURES, FiguresBody

__all__ = ["blueprint"]

FiguresQuery = query_schema(FiguresBody)

_FIGURES = {"type": "object", "additionalProperties": True}


class Metrics(AnswerSchema):
    """Figures as docs/calls.md has them under `figures`."""

    first = fields.String(required=True, allow_none=True, metadata={"format": "date"})
    last = fields.String(required=True, metadata={"format": "date"})
    definitions = fields.Integer(required=True)
    applied_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    waiting_since = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    total = fields.Dict(required=True, metadata=_FIGURES)
    series = fields.List(fields.Dict(), required=True)
    groups = fields.List(fields.Dict(), required=True)


@blueprint.get("/metrics", tags=["Figures"])
@blueprint.doc(operationId="metrics", security=[{"token": ["requests:read"]}])
@blueprint.problems(400, 401, 403, 429, 503)
@blueprint.arguments(FiguresQuery, location="query")
@blueprint.response(200, Metrics, description="The figures")
def metrics(arguments: dict[str, Any]) -> Any:
    """Figures of a period and a part of the council's requests

    Members get their own; officers and heads those of their services; directors and the desk all.
    """
    person = bearer().person
    actor = person.acting_as(next(role for role in FIGURES.roles if person.holds(role)))
    asking = Ask(FIGURES, arguments, actor, correlation_id=correlation_id())
    result = parts().clients.ask(asking).result
    tag = hashlib.sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    if request.if_none_match.contains_weak(tag):
        return Response(status=304, headers=headers)
    return result, 200, headers
