"""The desk's editor: which comments the paper quotes, and issuing it."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from gateway.asking import ask, command_from_form
from gateway.documents.wording import day
from gateway.error_handling import shown_on_form
from gateway.forms.base import CommandForm
from gateway.paper_pages.period import asked_period, body_of
from gateway.service_clients.outcome import CallProblem
from services.contracts import feedback_calls, reporting_calls
from services.contracts.reporting_calls import COMMENTS_LIMIT

blueprint = Blueprint("issuing", __name__)

STANDINGS = {"open": "Under way", "done": "Done"}


class IssueForm(CommandForm):
    """The comments that are quoted, each by the closing it was made about."""

    comments = SelectMultipleField("Comments to quote", validate_choice=False)


@blueprint.get("/update-paper/issue")
def show() -> Response | str:
    """The comments that may be quoted, and what issuing means."""
    period = asked_period()
    if period.errors:
        return make_response(render_template("paper/choose.html", form=period), 422)
    return _page(IssueForm(formdata=None), body_of(period))


@blueprint.post("/update-paper/issue")
def issue() -> AnyResponse | str:
    """Issue it; the words that are quoted are the service's own, never those of the form."""
    period = asked_period()
    if period.errors:
        return make_response(render_template("paper/choose.html", form=period), 422)
    body, form = body_of(period), IssueForm()
    chosen = set(form.comments.data or ())
    texts = [one["comment"] for one in _quotable(body) if _name(one) in chosen]
    wanted = body | {"comments": texts[:COMMENTS_LIMIT], "actions": _improvements(body)}
    try:
        done = command_from_form(reporting_calls.ISSUE_PAPER, wanted, form).result
    except CallProblem as refused:
        if not shown_on_form(refused, form):
            raise
        return make_response(_page(form, body), 422)
    flash("The paper is issued. Every member can read it.", "success")
    return redirect(url_for("issued_papers.show", paper_id=done["paper_id"]), 303)


def _page(form: IssueForm, body: dict[str, Any]) -> str:
    form.comments.choices = [
        SelectChoice(_name(one), f"{one['comment']} ({one['service']}, {day(one['answered_at'])})")
        for one in _quotable(body)
    ]
    return render_template("paper/issue.html", form=form, as_at=day(body["as_at"]), action=request.full_path)


def _quotable(body: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(feedback_calls.QUOTABLE_COMMENTS, body).result["comments"]
    return found


def _name(comment: dict[str, Any]) -> str:
    return f"{comment['request_id']} {comment['closing']}"


def _improvements(body: dict[str, Any]) -> list[dict[str, str | None]]:
    """The improvement actions as they stood, as the paper keeps them."""
    found = ask(feedback_calls.IMPROVEMENT_ACTIONS, {"as_at": body["as_at"], "limit": COMMENTS_LIMIT}).result
    return [
        {
            "action": one["action"],
            "owner": one["owner"],
            "due_on": one["due_on"],
            "standing": STANDINGS.get(one["state"], one["state"]),
        }
        for one in found["actions"]
    ]
