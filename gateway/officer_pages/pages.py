"""The worklist of an officer: what stands with oneself, then what one's services have to do."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.asking import ask
from gateway.current_person import signed_in_person
from gateway.request_pages.lists import CURSOR, RequestList, StateFilter, asked_list
from gateway.state_words import state_name
from services.contracts import requests_calls
from services.contracts.requests_calls import SERVICE_SIDE
from services.contracts.vocabulary import DEPUTY_HEAD, DIRECTOR, HEAD_OF_SERVICE, IN_ACTION

blueprint = Blueprint("officer", __name__)

FIELDS = (
    *("state", "due", "part", "assigned", "service", "category", "ward", "kind", "priority"),
    *("words", "reference", "order"),
)
STANDING_SHOWN = 10
HOLDERS = (HEAD_OF_SERVICE, DEPUTY_HEAD, DIRECTOR)
STATES = StateFilter(
    words={
        "": "In action",
        **{state: state_name(state, "officer") for state in IN_ACTION},
        "answered": "Answered, open with the member",
        "finished": "Closed or withdrawn",
    },
    asked={**{state: [state] for state in IN_ACTION}, "answered": ["responded"], "finished": ["finished"]},
    orders={"": "Due soonest first", "waiting": "Longest waiting first"},
    order="due",
)


@blueprint.get("/worklist")
def worklist() -> Response | str:
    """The list, narrowed as the address says; on its first page, on top, what stands with oneself."""
    found = listed()
    if found is None:
        return redirect(url_for("officer.worklist"), 303)
    return render_template(
        "officer/worklist.html",
        found=found,
        held=_standing_with_oneself() if _is_whole() and CURSOR not in request.args else [],
        shown=STANDING_SHOWN,
        list_query=request.query_string.decode("utf-8", "replace"),
        has_templates=signed_in_person().holds(*SERVICE_SIDE),
    )


def listed() -> RequestList | None:
    """The page of the worklist that the address asks for; None for one that cannot be found."""
    more = {"part": "others"} if _is_whole() else {}
    return asked_list(requests_calls.WORKLIST, "officer.worklist", STATES, FIELDS, more)


def _is_whole() -> bool:
    """Whether it is a head's or director's list as it is: then what stands with them has its own place."""
    return signed_in_person().holds(*HOLDERS) and not any(request.args.get(name) for name in FIELDS)


def _standing_with_oneself() -> list[dict[str, Any]]:
    """What was escalated to a head or a director, due soonest first; one more than is shown, if there is."""
    body = {"part": "escalated_to_me", "order": "due", "limit": STANDING_SHOWN + 1}
    rows: list[dict[str, Any]] = ask(requests_calls.WORKLIST, body).result["requests"]
    return rows
