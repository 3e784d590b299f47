"""Views of lists that somebody saved: what a list was narrowed to, under a name of their own."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired

from gateway.asking import ask, question
from gateway.current_person import signed_in_person
from gateway.forms.fields import ShortText
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems, requests_calls
from services.contracts.requests_calls import ANSWERING
from services.contracts.vocabulary import MEMBER, VIEW_NAME_LIMIT

blueprint = Blueprint("views", __name__)

# Whose list it is, and where it is shown.
LISTS = {"portfolio": ((MEMBER,), "member.portfolio"), "worklist": (ANSWERING, "officer.worklist")}
FILTER = "filter-"  # how the names of filters begin in the form that saves them


@dataclass(frozen=True)
class View:
    """A saved view and where it leads."""

    name: str
    href: str


class ViewForm(FlaskForm):
    """The name under which a view is kept."""

    name = ShortText("Name of this view", [DataRequired("Enter a name for the view")], limit=VIEW_NAME_LIMIT)


def views_question(list_name: str) -> Ask:
    """SAVED_VIEWS, to be asked together with others."""
    return question(requests_calls.SAVED_VIEWS, {"list_name": list_name})


def views_in(settled: Settled, endpoint: str) -> list[View]:
    """The views in an answer. A list is shown without them rather than not at all."""
    if isinstance(settled, CallProblem):
        return []
    return [View(view["name"], _address(endpoint, view["filters"])) for view in settled.result["views"]]


@blueprint.post("/lists/<list_name>/views")
def save(list_name: str) -> Response:
    """Keep what the list is narrowed to, in place of a view of that name."""
    endpoint, form, filters = _endpoint(list_name), ViewForm(), _filters()
    if not form.validate_on_submit():
        flash(" ".join(str(error) for error in form.name.errors))
        return redirect(_address(endpoint, filters), 303)
    body = {"list_name": list_name, "name": form.name.data, "filters": filters}
    try:
        ask(requests_calls.SAVE_VIEW, body)
    except CallProblem as refused:
        if refused.code != problems.INVALID:
            raise
        flash(refused.problem.message)
    else:
        flash(f"“{form.name.data}” is kept. It stands above the list.", "success")
    return redirect(_address(endpoint, filters), 303)


@blueprint.post("/lists/<list_name>/views/forget")
def forget(list_name: str) -> Response:
    """Forget a view."""
    endpoint, name = _endpoint(list_name), request.form.get("name", "")[:VIEW_NAME_LIMIT]
    if name:
        ask(requests_calls.FORGET_VIEW, {"list_name": list_name, "name": name})
        flash("The view is gone.")
    return redirect(url_for(endpoint), 303)


def _endpoint(list_name: str) -> str:
    """Where that list is shown; 404 for who has none such."""
    roles, endpoint = LISTS.get(list_name, ((), ""))
    if not signed_in_person().holds(*roles):
        abort(404)
    return endpoint


def _filters() -> dict[str, str]:
    return {
        name.removeprefix(FILTER): text[:200]
        for name, text in request.form.items()
        if name.startswith(FILTER) and text
    }


def _address(endpoint: str, filters: dict[str, str]) -> str:
    given: dict[str, Any] = {name: text for name, text in filters.items() if not name.startswith("_")}
    return url_for(endpoint, **given)
