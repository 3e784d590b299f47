"""Who may reach which endpoint. An endpoint that is not in the table is refused, and fails a test."""

from dataclasses import dataclass

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from gateway.api.bearer import check_bearer
from gateway.api.routes import READ, ROUTES, WRITE
from gateway.current_person import READING, NotAsPresumed, current_session
from gateway.kept_typing import keep_typing
from gateway.return_path import safe_path
from gateway.sessions import OPEN
from services.chassis.logs import logger
from services.contracts import feedback_calls
from services.contracts.reporting_calls import FIGURES, ISSUE_PAPER, PAPER, REQUESTS_BEHIND, UPDATE_PAPER
from services.contracts.requests_calls import (
    ANSWERING,
    ATTACH,
    LISTERS,
    OWNERS,
    PARTIES,
    READERS,
    SERVICE_SIDE,
)
from services.contracts.vocabulary import ADMINISTRATOR, INFORMATION_GOVERNANCE, MEMBER, MEMBER_SERVICES

_log = logger(__name__)


@dataclass(frozen=True)
class Rule:
    """Who may come in, by their session or a program's token.

    `roles` narrows it to those who hold one of them, `scope` to tokens that are good for it.
    """

    needs_session: bool = False
    needs_token: bool = False
    roles: frozenset[str] = frozenset()
    scope: str | None = None


# Anybody: what such an endpoint tells is meant for everybody.
PUBLIC = Rule()
SIGNED_IN = Rule(needs_session=True)
BY_TOKEN = Rule(needs_token=True)


def holds(*roles: str) -> Rule:
    """Signed in, and holding one of `roles`."""
    return Rule(needs_session=True, roles=frozenset(roles))


def by_token(scope: str, *roles: str) -> Rule:
    """A program whose token is good for `scope`, for somebody who holds one of `roles`."""
    return Rule(needs_token=True, roles=frozenset(roles), scope=scope)


ACCESS: dict[str, Rule] = {
    "static": PUBLIC,
    "health.alive": PUBLIC,
    "health.ready": PUBLIC,
    "health.metrics": PUBLIC,
    "public.home": PUBLIC,
    "public.accessibility": PUBLIC,
    "public.privacy": PUBLIC,
    "papers.show": holds(*UPDATE_PAPER.roles),
    "papers.file": holds(*UPDATE_PAPER.roles),
    "issuing.show": holds(*ISSUE_PAPER.roles),
    "issuing.issue": holds(*ISSUE_PAPER.roles),
    "issued_papers.index": holds(*PAPER.roles),
    "issued_papers.show": holds(*PAPER.roles),
    "issued_papers.file": holds(*PAPER.roles),
    "figures.show": holds(*FIGURES.roles),
    "figures.behind": holds(*REQUESTS_BEHIND.roles),
    "guide.show": PUBLIC,
    "guide.read": PUBLIC,
    "sign_in.choose": PUBLIC,
    "sign_in.start": PUBLIC,
    "sign_in.callback": PUBLIC,
    "sign_in.signed_out": PUBLIC,
    "sign_in.sign_out": PUBLIC,
    "session.stay": SIGNED_IN,
    "account.show": SIGNED_IN,
    "account.revoke_token": SIGNED_IN,
    "account.end_session": SIGNED_IN,
    "calendar_feed.create": SIGNED_IN,
    "calendar_feed.read": PUBLIC,  # the secret in its address lets in
    "account.sign_out_everywhere": SIGNED_IN,
    "api_description.openapi": PUBLIC,
    "api.me": BY_TOKEN,
    "api.add_file": by_token(WRITE, *ATTACH.roles),
    "api.file": by_token(READ, *READERS),
    "api.metrics": by_token(READ, *FIGURES.roles),
    **{f"api.{route.name}": by_token(route.scope, *route.call.roles) for route in ROUTES},
    "member.home": holds(MEMBER),
    "member.portfolio": holds(MEMBER),
    "exporting.to_print": holds(MEMBER),
    "exporting.spreadsheet": holds(MEMBER),
    "exporting.casework_file": holds(MEMBER),
    "ward.show": holds(MEMBER),
    "constituents.show": holds(MEMBER),
    "diary.show": holds(MEMBER),
    "diary.write": holds(MEMBER),
    "diary.show_of_request": holds(MEMBER),
    "diary.write_of_request": holds(MEMBER),
    "diary.entry": holds(MEMBER),
    "diary.rewrite": holds(MEMBER),
    "diary.erase": holds(MEMBER),
    "views.save": holds(*LISTERS),
    "views.forget": holds(*LISTERS),
    "searching.show": holds(*READERS),
    "drafts.show": holds(*READERS),
    "drafts.discard": holds(*READERS),
    "desk.show": holds(MEMBER_SERVICES),
    "desk.answered": holds(MEMBER_SERVICES),
    "desk.close": holds(MEMBER_SERVICES),
    "finding.show": holds(INFORMATION_GOVERNANCE),
    "audit_trail.show": holds(INFORMATION_GOVERNANCE),
    "word_list.show": holds(INFORMATION_GOVERNANCE),
    "word_list.write": holds(INFORMATION_GOVERNANCE),
    "officer.worklist": holds(*ANSWERING),
    "together.show": holds(*ANSWERING),
    "together.act": holds(*ANSWERING),
    "templates.show": holds(*SERVICE_SIDE),
    "templates.new": holds(*SERVICE_SIDE),
    "templates.write": holds(*SERVICE_SIDE),
    "templates.one": holds(*SERVICE_SIDE),
    "templates.rewrite": holds(*SERVICE_SIDE),
    "templates.erase": holds(*SERVICE_SIDE),
    "raising.show": holds(*OWNERS),
    "raising.send": holds(*OWNERS),
    "raising.questions": holds(*OWNERS),
    "raising.already_asked": holds(*OWNERS),
    "raising.sent": holds(*OWNERS),
    "raising.draft": holds(*OWNERS),
    "raising.discard": holds(*OWNERS),
    "request_page.show": holds(*READERS),
    "letters.show": holds(MEMBER),
    "letters.word": holds(MEMBER),
    "letters.template": holds(MEMBER),
    "letters.write": holds(MEMBER),
    "request_files.show": holds(*READERS),
    "request_files.add": holds(*PARTIES),
    "request_files.download": holds(*READERS),
    "request_page.seen": holds(*READERS),
    "news.of_request": holds(*READERS),
    "news.of_worklist": holds(*ANSWERING),
    "news.of_portfolio": holds(MEMBER),
    "dates.why": holds(*READERS),
    "dates.due": holds(*READERS),
    "working_days.show": SIGNED_IN,
    "council_calendar.show": holds(ADMINISTRATOR),
    "council_calendar.change": holds(ADMINISTRATOR),
    "standards.show": holds(ADMINISTRATOR),
    "standards.record": holds(ADMINISTRATOR),
    "request_action.show": holds(*READERS),
    "request_action.act": holds(*READERS),
    "request_action.draft": holds(*READERS),
    "request_action.discard": holds(*READERS),
    "administration.show": holds(ADMINISTRATOR),
    "directory_people.people": holds(ADMINISTRATOR),
    "directory_people.person": holds(ADMINISTRATOR),
    "directory_person_changes.add": holds(ADMINISTRATOR),
    "directory_person_changes.details": holds(ADMINISTRATOR),
    "directory_person_changes.give": holds(ADMINISTRATOR),
    "directory_person_changes.end": holds(ADMINISTRATOR),
    "directory_person_changes.leave": holds(ADMINISTRATOR),
    "directory_places.listed": holds(ADMINISTRATOR),
    "directory_places.add": holds(ADMINISTRATOR),
    "directory_places.entry": holds(ADMINISTRATOR),
    "directory_election.show": holds(ADMINISTRATOR),
    "survey.show": holds(MEMBER),
    "survey.send": holds(MEMBER),
    "survey.reply": holds(*feedback_calls.REPLYING),
    "survey.check": holds(*feedback_calls.CHECK_QUALITY.roles),
    "survey.said": holds(*feedback_calls.REPLYING),
    "board.show": holds(*feedback_calls.SUGGEST.roles),
    "board.suggest": holds(*feedback_calls.SUGGEST.roles),
    "board.support": holds(*feedback_calls.SUGGEST.roles),
    "board.answer": holds(MEMBER_SERVICES),
    "board.finish": holds(MEMBER_SERVICES),
    "improvement.show": holds(*feedback_calls.SUGGEST.roles),
    "improvement.record": holds(*feedback_calls.REPLYING),
    "improvement.change": holds(*feedback_calls.REPLYING),
}


def guard(app: Flask) -> None:
    """Check every request of `app` against the table."""
    app.before_request(check_access)
    app.register_error_handler(NotAsPresumed, _begin_again)


def check_access() -> AnyResponse | None:
    """Nothing when the request may go on, else the answer to it."""
    if request.endpoint is None:
        return None
    rule = ACCESS.get(request.endpoint)
    if rule is None:
        _log.error("endpoint without an access rule", endpoint=request.endpoint)
        abort(403)
    if rule.needs_token:
        check_bearer(rule.scope, rule.roles)
    return _check_session(rule) if rule.needs_session else None


def _begin_again(_: NotAsPresumed) -> ResponseReturnValue:
    """As if the session had been asked at first: nothing was done yet."""
    try:
        return check_access() or current_app.dispatch_request()
    except Exception as error:
        return current_app.handle_user_exception(error)


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
