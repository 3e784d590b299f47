"""What the JSON interface offers, as OpenAPI 3.1: served to anybody, and written into docs/openapi.yaml."""

from functools import cache
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint

from gateway.api import schemas
from gateway.api.problem_json import CONTENT_TYPE, TITLES

ROOT = "/api/v1"
ABOUT = (
    "Programs act for one person, with a token that `memberzone token create` makes. Whatever its scopes, a "
    "good token opens `/me`; no call asks for `requests:read` or `requests:write` yet. "
    "Errors are problem details (RFC 9457)."
)
TOKEN = {"type": "http", "scheme": "bearer", "description": "A token made with `memberzone token create`"}

Part = dict[str, Any]

blueprint = Blueprint("api_description", __name__, url_prefix=ROOT)


@blueprint.get("/openapi.json")
def openapi() -> Part:
    """This document."""
    return openapi_document()


@cache
def openapi_document() -> Part:
    """What is served under /api/v1, with what it answers."""
    spec = APISpec(
        "Member Zone API",
        "1.0.0",
        "3.1.0",
        info={"description": ABOUT},
        servers=[{"url": ROOT}],
        plugins=[MarshmallowPlugin()],
    )
    spec.components.security_scheme("token", TOKEN)
    for schema in (schemas.Role, schemas.Me, schemas.Problem):
        spec.components.schema(schema.__name__, schema=schema)
    spec.path("/me", operations={"get": _me()})
    spec.path("/openapi.json", operations={"get": _description()})
    document: Part = spec.to_dict()
    return document


def _me() -> Part:
    return {
        "operationId": "me",
        "summary": "Whose token it is",
        "description": "What its person holds today and what it may be used for. Any good token will do.",
        "security": [{"token": []}],
        "responses": {
            "200": {"description": "The person", "content": {"application/json": {"schema": "Me"}}},
            **{str(status): _problem(status) for status in (401, 503)},
        },
    }


def _description() -> Part:
    return {
        "operationId": "openapi",
        "summary": "This document",
        "responses": {
            "200": {
                "description": "OpenAPI 3.1",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        },
    }


def _problem(status: int) -> Part:
    return {"description": TITLES[status], "content": {CONTENT_TYPE: {"schema": "Problem"}}}
