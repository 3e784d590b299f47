"""The routes of the JSON interface as Flask serves them and OpenAPI describes them."""

import inspect
import re
from collections.abc import Callable
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema

from gateway.api import headers as h
from gateway.api.answering import Answer, answer_to
from gateway.api.asking import asked, visible_request
from gateway.api.bearer import bearer
from gateway.api.links import links_from
from gateway.api.reading import StrictParser, query_schema
from gateway.api.routes import OWN, ROUTES, Route
from gateway.api.schemas import Me
from gateway.parts import parts
from services.contracts import requests_calls

ROOT = "/api/v1"

View = Callable[..., Any]

_ANYWHERE = (401, 429, 503)
_TEXT = {"schema": {"type": "string"}}
# What a docstring of the contracts says of the answer is in the answer's own schema.
_OF_THE_ANSWER = re.compile(r"\s*Answer: .*?(?=\n\s*\n|\Z)", re.DOTALL)


def problem_of(status: int) -> str:
    """The name under which the description has the problems of a status."""
    return f"Problem{status}"


class ApiBlueprint(Blueprint):
    """A blueprint that reads what it is sent strictly."""

    ARGUMENTS_PARSER = StrictParser()

    def problems(self, *statuses: int) -> Callable[[View], View]:
        """Say with which statuses of trouble a view may answer."""

        def decorate(view: View) -> View:
            for status in sorted(statuses):
                view = self.alt_response(status, problem_of(status))(view)
            return view

        return decorate


blueprint = ApiBlueprint("api", __name__, url_prefix=ROOT)


@blueprint.get("/me", tags=[OWN])
@blueprint.doc(operationId="me", security=[{"token": []}])
@blueprint.problems(*_ANYWHERE)
@blueprint.response(200, Me, description="The person")
def me() -> dict[str, Any]:
    """Whose token it is

    What its person holds today and what it may be used for. Any good token will do.
    """
    caller = bearer()
    return {
        "person_id": caller.person.id,
        "name": caller.person.name,
        "roles": [{"role": held.role, "service_id": held.service_id} for held in caller.person.roles],
        "wards": list(caller.person.wards),
        "scopes": sorted(caller.scopes),
    }


def _serve(route: Route) -> None:
    """Put a route on the blueprint."""

    def view(arguments: dict[str, Any] | None = None, headers: Any = None, **path: str) -> Answer:
        asking = asked(route, path, arguments or {}, headers or {})
        if route.seen_first:
            visible_request(path["request_id"])
        return answer_to(route, parts().clients.ask(asking))

    for decorate in (_answers(route), _arguments(route), _headers(route), _described(route)):
        view = decorate(view)
    blueprint.add_url_rule(route.path, route.name, view, methods=[route.method], tags=[route.tag])


def _answers(route: Route) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        told = {"description": _said(route.answer) if route.answer else "Done", "headers": _sent(route)}
        view = blueprint.response(route.status, route.answer, **told)(view)
        if route.call is requests_calls.REQUEST:
            view = blueprint.alt_response(304, description="Still as it was")(view)
        return blueprint.problems(*_ANYWHERE, *_troubles(route))(view)

    return decorate


def _troubles(route: Route) -> set[int]:
    found = {400, 403}
    if route.method != "GET" or route.in_path:
        found.add(404)
    if route.call.needs_key:
        found.add(409)
    if route.has_versions:
        found.add(412)
    if route.method in ("POST", "PUT"):
        found |= {413, 415}
    return found


def _sent(route: Route) -> dict[str, Any]:
    if route.call is requests_calls.RAISE_REQUEST:
        return {"ETag": _TEXT, "Location": _TEXT}
    if route.has_versions or route.call is requests_calls.REQUEST:
        return {"ETag": _TEXT}
    return {"Link": _TEXT} if route.answer and "next" in route.answer().fields else {}


def _arguments(route: Route) -> Callable[[View], View]:
    """How the call's body is read: from the query, or from JSON."""
    if route.method in ("GET", "DELETE"):
        schema = query_schema(route.call.body, leave_out=route.in_path)
        return blueprint.arguments(schema, location="query", arg_name="arguments")  # type: ignore[no-any-return]
    body: Schema = route.call.body(exclude=route.in_path)
    required = any(field.required for field in body.fields.values())
    return blueprint.arguments(body, required=required, arg_name="arguments")  # type: ignore[no-any-return]


def _headers(route: Route) -> Callable[[View], View]:
    wanted: list[type[h.Headers]] = []
    if route.call.needs_key:
        wanted.append(h.KeyHeader)
    if route.has_versions:
        wanted.append(h.VersionHeader)
    if route.for_a_member:
        wanted.append(h.ForMemberHeader)
    if not wanted:
        return lambda view: view
    return blueprint.arguments(h.headers_schema(*wanted), location="headers", arg_name="headers")  # type: ignore[no-any-return]


def _described(route: Route) -> Callable[[View], View]:
    about = _OF_THE_ANSWER.sub("", inspect.cleandoc(route.call.body.__doc__ or "")).strip()
    roles = f"For: {', '.join(route.call.roles)}."
    return blueprint.doc(  # type: ignore[no-any-return]
        operationId=route.name,
        summary=route.summary,
        description=f"{about}\n\n{roles}" if about else roles,
        security=[{"token": [route.scope]}],
        **links_from(route),
    )


def _said(schema: type[Schema]) -> str:
    return inspect.cleandoc(schema.__doc__ or "").splitlines()[0]


for _route in ROUTES:
    _serve(_route)
