"""One's own sessions and tokens: seen, and ended one by one; sessions all at once too."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from gateway.account_pages.browser_names import browser_name
from gateway.asking import answered, ask, ask_together, command_from_form, question
from gateway.current_person import current_session, signed_in_person
from gateway.forms.base import CommandForm
from gateway.parts import parts
from gateway.service_clients.outcome import CallProblem
from services.contracts import directory_calls, problems
from services.contracts.vocabulary import CALENDAR_FEED

blueprint = Blueprint("account", __name__)
staying = Blueprint("session", __name__)


@dataclass(frozen=True)
class ListedSession:
    """One place where a person is signed in."""

    handle: str
    browser: str
    started: str
    last_seen: str
    is_this: bool


@blueprint.get("/account")
def show() -> str:
    """Who one is here, where one is signed in, and which programs act for one."""
    answers = ask_together(question(directory_calls.LIST_SESSIONS), question(directory_calls.LIST_TOKENS))
    sessions, tokens = (answered(answer) for answer in answers)
    own = current_session().handle
    listed = [_listed(entry, own) for entry in sessions["sessions"]]
    listed.sort(key=lambda entry: entry.last_seen, reverse=True)
    return render_template(
        "account/show.html",
        person=signed_in_person(),
        sessions=listed,
        tokens=[token for token in tokens["tokens"] if CALENDAR_FEED not in token["scopes"]],
        feeds=[token for token in tokens["tokens"] if CALENDAR_FEED in token["scopes"]],
        new_form=lambda: CommandForm(formdata=None),
    )


@blueprint.post("/account/sessions/<handle>/end")
def end_session(handle: str) -> Response:
    """Sign out of one other session."""
    ask(directory_calls.SIGN_OUT, {"handle": handle})
    parts().sessions.forget_all()
    flash("That session has been signed out.", "success")
    return redirect(url_for("account.show"), 303)


@blueprint.post("/account/tokens/<handle>/revoke")
def revoke_token(handle: str) -> Response:
    """End a token of one's own: the program that has it can do nothing more."""
    try:
        command_from_form(directory_calls.REVOKE_TOKEN, {"handle": handle}, CommandForm())
        flash("That token is ended.", "success")
    except CallProblem as refused:
        if refused.code != problems.NOT_FOUND:
            raise
        flash(refused.problem.message)
    return redirect(url_for("account.show"), 303)


@blueprint.post("/account/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    """Sign out of every session, this one too."""
    command_from_form(directory_calls.SIGN_OUT_EVERYWHERE, {}, CommandForm())
    parts().sessions.forget_all()
    session.clear()
    return redirect(url_for("sign_in.signed_out"), 303)


@staying.get("/session/stay")
def stay() -> tuple[str, int]:
    """Somebody is still there; looking the session up tells directory, once a minute at most."""
    return "", 204


def _listed(entry: dict[str, Any], own: str | None) -> ListedSession:
    return ListedSession(
        handle=entry["handle"],
        browser=browser_name(entry["user_agent"]),
        started=entry["started"],
        last_seen=entry["last_seen"],
        is_this=entry["handle"] == own,
    )
