"""Who read beyond their own work, for Information Governance: latest first, of one person or request."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from gateway.asking import ask
from gateway.forms.fields import DateField, ShortText
from gateway.request_pages.request_view import LONGEST_REFERENCE
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems, requests_calls

blueprint = Blueprint("audit_trail", __name__)

_CURSOR, _PERSON, _LONGEST_ID = "page", "person", 100
_NOTHING: dict[str, Any] = {"entries": [], "next": None, "person": None}


class TrailForm(FlaskForm):
    """What the trail is narrowed to."""

    class Meta:
        csrf = False

    reference = ShortText("Reference", description="Who read this request")
    until = DateField("To the end of", description="Today, if you leave it empty")


@blueprint.get("/audit-trail")
def show() -> Response | str:
    """A page of it."""
    form = TrailForm(formdata=request.args)
    is_readable, kept = form.validate(), _kept(form)
    if not is_readable:
        return make_response(_page(form, kept, _NOTHING), 400)
    cursor = request.args.get(_CURSOR, "")[:300] or None
    asked = {"reference": kept.get("reference"), "person_id": kept.get(_PERSON)}
    day = form.until.data.isoformat() if form.until.data else None
    try:
        found = ask(requests_calls.AUDIT_TRAIL, {**asked, "until": day, "cursor": cursor}).result
    except CallProblem as refused:
        if refused.code == problems.INVALID and cursor:
            return redirect(url_for("audit_trail.show", **kept), 303)
        raise
    return _page(form, kept, found)


def _kept(form: TrailForm) -> dict[str, Any]:
    """What stands in the address of this list and of its next page."""
    day = form.until.data
    parts = {"until-day": day.day, "until-month": day.month, "until-year": day.year} if day else {}
    texts = {
        "reference": (form.reference.data or "")[:LONGEST_REFERENCE],
        _PERSON: request.args.get(_PERSON, "")[:_LONGEST_ID],
    }
    return {name: text for name, text in texts.items() if text} | parts


def _page(form: TrailForm, kept: dict[str, Any], found: dict[str, Any]) -> str:
    after = url_for("audit_trail.show", **kept, **{_CURSOR: found["next"]}) if found["next"] else None
    without_person = {name: value for name, value in kept.items() if name != _PERSON}
    return render_template(
        "request/audit_trail.html",
        form=form,
        kept=kept,
        found=found,
        after=after,
        everybody=url_for("audit_trail.show", **without_person),
    )
