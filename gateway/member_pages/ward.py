"""What the other members of one's wards share, and asking to join it."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.asking import ask
from gateway.request_pages.forms.plain import ConfirmForm
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems, requests_calls

blueprint = Blueprint("ward", __name__)

_CURSOR = "page"


@blueprint.get("/ward")
def show() -> Response | str:
    """The list, latest first."""
    cursor = request.args.get(_CURSOR, "")[:300] or None
    try:
        found = ask(requests_calls.WARD_REQUESTS, {"cursor": cursor}).result
    except CallProblem as refused:
        if refused.code == problems.INVALID and cursor:
            return redirect(url_for("ward.show"), 303)
        raise
    return render_template(
        "member/ward.html",
        rows=found["requests"],
        after=url_for("ward.show", **{_CURSOR: found["next"]}) if found["next"] else None,
        at_start=cursor is None,
        new_form=lambda: ConfirmForm(formdata=None),
    )
