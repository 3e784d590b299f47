"""The worklist of an officer: what their services have to do, longest waiting first."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from gateway.request_pages.lists import StateFilter, asked_list
from gateway.wording import state_name
from services.contracts import requests_calls
from services.contracts.vocabulary import IN_ACTION

blueprint = Blueprint("officer", __name__)

FIELDS = ("state", "assigned", "service", "category", "ward", "kind", "reference")
STATES = StateFilter(
    words={
        "": "In action",
        **{state: state_name(state, "officer") for state in IN_ACTION},
        "answered": "Answered, open with the member",
        "finished": "Closed or withdrawn",
    },
    asked={**{state: [state] for state in IN_ACTION}, "answered": ["responded"], "finished": ["finished"]},
)


@blueprint.get("/worklist")
def worklist() -> Response | str:
    """The list, narrowed as the address says."""
    found = asked_list(requests_calls.WORKLIST, "officer.worklist", STATES, FIELDS)
    if found is None:
        return redirect(url_for("officer.worklist"), 303)
    return render_template("officer/worklist.html", found=found)
