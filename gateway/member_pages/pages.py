"""A member's first page, and the portfolio of all their requests."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from gateway.asking import ask_together, question
from gateway.request_pages.drafts import RAISE, draft_question, found_draft
from gateway.request_pages.lists import RequestList, StateFilter, asked_list
from gateway.service_clients.outcome import CallProblem
from services.contracts import requests_calls
from services.contracts.feedback_calls import SURVEYS_TO_ANSWER

blueprint = Blueprint("member", __name__)

FIELDS = ("whose", "state", "due", "category", "ward", "kind", "priority", "words", "reference", "order")
STATES = StateFilter(
    words={
        "": "All",
        "open": "Open",
        "waiting": "Waiting for you",
        "in_action": "In action",
        "answered": "Answered, open with you",
        "finished": "Closed or withdrawn",
    },
    asked={
        "open": ["open"],
        "waiting": ["awaiting_member", "responded"],
        "in_action": ["in_action"],
        "answered": ["responded"],
        "finished": ["finished"],
    },
    orders={
        "": "Latest activity first",
        "due": "Due soonest first",
        "newest": "Newest request first",
        "oldest": "Oldest request first",
    },
    order="activity",
)


@blueprint.get("/home")
def home() -> str:
    """What waits for the member, what is new, and how much there is."""
    asked, kept, surveys = ask_together(
        question(requests_calls.MEMBER_HOME), draft_question(RAISE), question(SURVEYS_TO_ANSWER)
    )
    if isinstance(asked, CallProblem):
        raise asked
    waiting = asked.result["waiting_for_me"]
    return render_template(
        "member/home.html",
        glance=asked.result,
        questions=[row for row in waiting if row["state"] == "awaiting_member"],
        answers=[row for row in waiting if row["state"] == "responded"],
        new=[row for row in asked.result["new"] if row not in waiting],
        draft=found_draft(kept),
        # Home is shown without them when they cannot be asked for.
        to_answer=[] if isinstance(surveys, CallProblem) else surveys.result["closings"],
    )


@blueprint.get("/requests")
def portfolio() -> Response | str:
    """All requests of the member, sorted and narrowed as the address says."""
    found = listed()
    if found is None:
        return redirect(url_for("member.portfolio"), 303)
    return render_template("member/portfolio.html", found=found)


def listed() -> RequestList | None:
    """The page of the portfolio that the address asks for; None for one that cannot be found."""
    return asked_list(requests_calls.PORTFOLIO, "member.portfolio", STATES, FIELDS)
