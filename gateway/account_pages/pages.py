"""One's own sessions: seen, and ended one by one or all at once."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from gateway.account_pages.browser_names import browser_name
from gateway.asking import ask, command_from_form
from gateway.current_person import current_session, signed_in_person
from gateway.forms.base import CommandForm
from gateway.parts import parts
from services.contracts import directory_calls

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
    """Who one is here, and where one is signed in."""
    answer = ask(directory_calls.LIST_SESSIONS).result
    own = current_session().handle
    listed = [_listed(entry, own) for entry in answer["sessions"]]
    listed.sort(key=lambda entry: entry.last_seen, reverse=True)
    return render_template(
        "account/show.html", person=signed_in_person(), sessions=listed, form=CommandForm()
    )


@blueprint.post("/account/sessions/<handle>/end")
def end_session(handle: str) -> Response:
    """Sign out of one other session."""
    ask(directory_calls.SIGN_OUT, {"handle": handle})
    parts().sessions.forget_all()
    flash("That session has been signed out.", "success")
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
    """Somebody is still there; looking the session up has told directory so."""
    return "", 204


def _listed(entry: dict[str, Any], own: str | None) -> ListedSession:
    return ListedSession(
        handle=entry["handle"],
        browser=browser_name(entry["user_agent"]),
        started=entry["started"],
        last_seen=entry["last_seen"],
        is_this=entry["handle"] == own,
    )
