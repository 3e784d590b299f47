"""Improvement actions: listed for everybody, recorded and changed by the council's side."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from gateway.asking import ask
from gateway.current_person import signed_in_person
from gateway.feedback_pages.forms import ImprovementChangeForm, ImprovementFilter, ImprovementForm
from gateway.feedback_pages.sending import sent
from gateway.feedback_pages.words import IMPROVEMENT_COLOURS, IMPROVEMENT_STATES
from gateway.forms.base import CommandForm
from gateway.wording import day_of
from services.contracts import feedback_calls as calls
from services.contracts.feedback_vocabulary import IMPROVEMENT_SOURCES, PAGE_LIMIT
from services.contracts.vocabulary import MEMBER_SERVICES

blueprint = Blueprint("improvement", __name__)

LONGEST_ID = 36


@blueprint.get("/improvements")
def show() -> str:
    """The list, narrowed as the address says."""
    chosen = request.args.get("state", "")
    body = {
        "state": [chosen] if chosen in IMPROVEMENT_STATES else [],
        "before": request.args.get("before", "")[:LONGEST_ID] or None,
    }
    found = ask(calls.IMPROVEMENT_ACTIONS, body).result
    following = (
        url_for("improvement.show", state=chosen or None, before=found["next"]) if found["next"] else None
    )
    return render_template(
        "feedback/improvements.html",
        rows=found["actions"],
        form=ImprovementFilter(formdata=request.args),
        after=following,
        is_narrowed=bool(chosen),
        at_start=body["before"] is None,
        may_record=signed_in_person().holds(*calls.REPLYING),
        states=IMPROVEMENT_STATES,
        colours=IMPROVEMENT_COLOURS,
    )


@blueprint.route("/improvements/new", methods=["GET", "POST"])
def record() -> Response | str:
    """Say what is to be improved, by whom, by when."""
    form = ImprovementForm()
    if request.method == "GET":
        source = request.args.get("source", "")
        form.source.data = source if source in IMPROVEMENT_SOURCES else "other"
        form.source_id.data = request.args.get("about", "")[:PAGE_LIMIT]
    _fit(form)
    body = {
        "action": form.action.data or "",
        "owner_id": form.owner_id.data,
        "due_on": form.due_on.data.isoformat() if form.due_on.data else None,
        "service_id": form.service_id.data or None,
        "source": form.source.data if form.source.data in IMPROVEMENT_SOURCES else "other",
        "source_id": (form.source_id.data or "")[:PAGE_LIMIT] or None,
    }
    if request.method == "POST" and sent(calls.RECORD_IMPROVEMENT, body, form):
        flash("The improvement action is recorded.", "success")
        return redirect(url_for("improvement.show"), 303)
    return _page("feedback/improvement.html", form)


@blueprint.route("/improvements/<improvement_id>", methods=["GET", "POST"])
def change(improvement_id: str) -> Response | str:
    """Where an action stands now."""
    action = ask(calls.IMPROVEMENT_ACTION, {"improvement_id": improvement_id}).result["action"]
    if not action["may_change"]:
        abort(404)
    given = {**action, "due_on": day_of(action["due_on"])} if request.method == "GET" else None
    form = ImprovementChangeForm(data=given)
    if request.method == "GET":
        form.version.data = str(action["version"])
    _offer_owners(form, ask(calls.IMPROVEMENT_CHOICES).result, action)
    body = {
        "improvement_id": improvement_id,
        "owner_id": form.owner_id.data,
        "due_on": form.due_on.data.isoformat() if form.due_on.data else None,
        "state": form.state.data,
        "note": form.note.data or "",
    }
    if request.method == "POST" and sent(calls.CHANGE_IMPROVEMENT, body, form):
        flash("The improvement action is changed.", "success")
        return redirect(url_for("improvement.show"), 303)
    return _page("feedback/improvement_change.html", form, action=action)


def _fit(form: ImprovementForm) -> None:
    choices = ask(calls.IMPROVEMENT_CHOICES).result
    _offer_owners(form, choices, None)
    services = [SelectChoice(one["id"], one["name"]) for one in choices["services"]]
    if signed_in_person().holds(MEMBER_SERVICES):
        services.insert(0, SelectChoice("", "For no one service alone"))
    form.service_id.choices = services


def _offer_owners(form: Any, choices: dict[str, Any], action: dict[str, Any] | None) -> None:
    offered = {one["id"]: one["name"] for one in choices["owners"]}
    if action is not None:
        offered.setdefault(action["owner_id"], action["owner"])
    form.owner_id.choices = [
        SelectChoice("", "Choose"),
        *(SelectChoice(one, name) for one, name in offered.items()),
    ]


def _page(template: str, form: CommandForm, **more: Any) -> Response:
    return make_response(render_template(template, form=form, **more), 400 if form.errors else 200)
