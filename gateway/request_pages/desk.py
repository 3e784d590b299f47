"""Where Member Services start: raise for a member, open a request, and the heap that nobody has closed."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from gateway.asking import ask, command_from_form
from gateway.request_pages.find_form import find_or_ask
from gateway.request_pages.forms.plain import ConfirmForm
from gateway.return_path import safe_path
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems, requests_calls

blueprint = Blueprint("desk", __name__)

_CURSOR = "page"
_REFUSED = (problems.STALE, problems.WRONG_STATE, problems.CONFLICT, problems.NOT_FOUND)


class WhoseForm(FlaskForm):
    """Whose requests the heap is narrowed to."""

    class Meta:
        csrf = False

    member = SelectField("Member", validate_choice=False)
    service = SelectField("Service", validate_choice=False)


@blueprint.get("/desk")
def show() -> Response | str:
    """The desk, or the request that was looked for."""
    return find_or_ask("request/desk.html")


@blueprint.get("/desk/answered")
def answered() -> Response | str:
    """What was answered and nobody has closed, longest answered first."""
    whose = {name: request.args.get(name, "")[:100] for name in ("member", "service")}
    cursor = request.args.get(_CURSOR, "")[:300] or None
    body = {f"{name}_id": chosen or None for name, chosen in whose.items()} | {"cursor": cursor}
    try:
        found = ask(requests_calls.ANSWERED, body).result
    except CallProblem as refused:
        if refused.code == problems.INVALID and cursor:
            return redirect(url_for("desk.answered"), 303)
        raise
    kept: dict[str, Any] = {name: chosen for name, chosen in whose.items() if chosen}
    return render_template(
        "request/answered.html",
        found=found,
        form=_whose(found),
        is_narrowed=bool(kept),
        after=url_for("desk.answered", **kept, **{_CURSOR: found["next"]}) if found["next"] else None,
        here=request.full_path if request.query_string else request.path,
        new_form=lambda: ConfirmForm(formdata=None),
    )


@blueprint.post("/desk/answered/close")
def close() -> Response:
    """Close one for its member, who said that it is done; on record as done by Member Services for them."""
    sent = request.form
    back = redirect(safe_path(sent.get("back", "")) or url_for("desk.answered"), 303)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return back
    body = {"request_id": sent.get("request_id", "")[:100]}
    try:
        command_from_form(requests_calls.CLOSE, body, form, sent.get("member_id", "")[:100])
    except CallProblem as refused:
        if refused.code not in _REFUSED:
            raise
        flash(refused.problem.message)
    else:
        flash(f"{sent.get('reference', '')[:60]} is closed for its member.", "success")
    return back


def _whose(found: dict[str, Any]) -> WhoseForm:
    form = WhoseForm(formdata=request.args)
    form.member.choices = _choices(found["members"], "All members")
    form.service.choices = _choices(found["services"], "All services")
    return form


def _choices(named: Sequence[dict[str, str]], everything: str) -> list[SelectChoice]:
    return [SelectChoice("", everything), *(SelectChoice(one["id"], one["name"]) for one in named)]
