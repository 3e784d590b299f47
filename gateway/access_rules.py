"""Who may reach which endpoint. An endpoint that is not in the table is refused, and fails a test."""

from dataclasses import dataclass

from flask import Flask, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gateway.current_person import READING, current_session
from gateway.kept_typing import keep_typing
from gateway.return_path import safe_path
from gateway.sessions import OPEN
from services.chassis.logs import logger
from services.contracts.requests_calls import OWNERS, SERVICE_SIDE
from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES

_log = logger(__name__)


@dataclass(frozen=True)
class Rule:
    """Who may come in; `roles` narrows it to those who hold one of them."""

    needs_session: bool = False
    roles: frozenset[str] = frozenset()


# Anybody; what such an endpoint tells is meant for everybody, or it asks for a bearer token itself.
PUBLIC = Rule()
SIGNED_IN = Rule(needs_session=True)


def holds(*roles: str) -> Rule:
    """Signed in, and holding one of `roles`."""
    return Rule(needs_session=True, roles=frozenset(roles))


ACCESS: dict[str, Rule] = {
    "static": PUBLIC,
    "health.alive": PUBLIC,
    "health.ready": PUBLIC,
    "health.metrics": PUBLIC,
    "public.home": PUBLIC,
    "public.accessibility": PUBLIC,
    "public.privacy": PUBLIC,
    "sign_in.choose": PUBLIC,
    "sign_in.start": PUBLIC,
    "sign_in.callback": PUBLIC,
    "sign_in.signed_out": PUBLIC,
    "sign_in.sign_out": PUBLIC,
    "session.stay": SIGNED_IN,
    "account.start": SIGNED_IN,
    "account.show": SIGNED_IN,
    "account.revoke_token": SIGNED_IN,
    "account.end_session": SIGNED_IN,
    "account.sign_out_everywhere": SIGNED_IN,
    "api.me": PUBLIC,
    "api_description.openapi": PUBLIC,
    "member.home": holds(MEMBER),
    "member.portfolio": holds(MEMBER),
    "desk.show": holds(MEMBER_SERVICES),
    "officer.worklist": holds(*SERVICE_SIDE),
    "raising.show": holds(*OWNERS),
    "raising.send": holds(*OWNERS),
    "raising.sent": holds(*OWNERS),
    "raising.draft": holds(*OWNERS),
    "raising.discard": holds(*OWNERS),
    "request_page.show": holds(*OWNERS, *SERVICE_SIDE),
    "request_page.seen": holds(*OWNERS, *SERVICE_SIDE),
    "request_action.show": holds(*OWNERS, *SERVICE_SIDE),
    "request_action.act": holds(*OWNERS, *SERVICE_SIDE),
    "request_action.draft": holds(*OWNERS, *SERVICE_SIDE),
    "request_action.discard": holds(*OWNERS, *SERVICE_SIDE),
}


def guard(app: Flask) -> None:
    """Check every request of `app` against the table."""
    app.before_request(check_access)


def check_access() -> AnyResponse | None:
    """Nothing when the request may go on, else the answer to it."""
    if request.endpoint is None:
        return None
    rule = ACCESS.get(request.endpoint)
    if rule is None:
        _log.error("endpoint without an access rule", endpoint=request.endpoint)
        abort(403)
    return _check_session(rule) if rule.needs_session else None


def _check_session(rule: Rule) -> AnyResponse | None:
    known = current_session()
    if known.state != OPEN or known.person is None:
        return _to_sign_in()
    if rule.roles and not known.person.holds(*rule.roles):
        abort(403)
    return None


def _to_sign_in() -> AnyResponse:
    if "HX-Request" in request.headers:
        return Response(status=401)  # a part of a page: the page itself tells
    if request.method not in READING:
        return keep_typing(current_session().person)
    wanted = request.full_path if request.query_string else request.path
    return redirect(url_for("sign_in.choose", next=safe_path(wanted)), 303)
