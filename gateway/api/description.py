"""What the JSON interface offers, as OpenAPI 3.1: served to anybody, and written into docs/openapi.yaml."""

from functools import cache
from typing import Any

import flask_smorest
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, json
from flask_smorest.spec.plugins import FlaskPlugin
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from gateway.api import files, metrics
from gateway.api.endpoints import ROOT, ApiBlueprint, problem_of
from gateway.api.problem_json import CONTENT_TYPE, TITLES
from gateway.api.schemas import Problem

ABOUT = (
    "Programs act for one person, with a token that `memberzone token create` makes. What that person "
    "may do, they may do, within the token's scopes: `requests:read` for GET, `requests:write` for the rest. "
    "Errors are problem details (RFC 9457)."
)
TOKEN = {"type": "http", "scheme": "bearer", "description": "A token made with `memberzone token create`"}

Part = dict[str, Any]

blueprint = ApiBlueprint("api_description", __name__, url_prefix=ROOT)


@blueprint.get("/openapi.json", tags=["This document"])
@blueprint.doc(operationId="openapi")
@blueprint.response(200, {"type": "object"}, description="OpenAPI 3.1")
def openapi() -> Response:
    """This document"""
    return Response(json.dumps(openapi_document(), sort_keys=False), content_type="application/json")


class Api(flask_smorest.Api):
    """Describes; what goes wrong is answered by the app, for programs and people alike."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        pass

    def _register_responses(self) -> None:
        self.spec.components.schema("Problem", schema=Problem)
        for status, title in TITLES.items():
            told = {"description": title, "content": {CONTENT_TYPE: {"schema": "Problem"}}}
            self.spec.components.response(problem_of(status), told, lazy=True)


class _BelowRoot(FlaskPlugin):
    """Paths as they are below the server's address."""

    def path_helper(self, rule: Rule, operations: Part, parameters: list[Part], **more: Any) -> str:
        path: str = super().path_helper(rule, operations, parameters, **more)
        return path.removeprefix(ROOT)


def register(app: Flask) -> None:
    """Serve the interface, and what describes it, from `app`."""
    api = Api(
        app,
        spec_kwargs={
            "title": "Member Zone API",
            "version": "1.0.0",
            "openapi_version": "3.1.0",
            "info": {"description": ABOUT},
            "servers": [{"url": ROOT}],
            "flask_plugin": _BelowRoot(),
            "marshmallow_plugin": MarshmallowPlugin(),
        },
    )
    api.spec.components.security_scheme("token", TOKEN)
    assert files.blueprint is metrics.blueprint  # the one of `endpoints`: each puts its routes on it
    api.register_blueprint(metrics.blueprint)
    api.register_blueprint(blueprint)


@cache
def openapi_document() -> Part:
    """What is served under /api/v1, with what it answers."""
    app = Flask("description")
    register(app)
    document: Part = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return document
