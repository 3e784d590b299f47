"""Why a date is what it is: day 0, each day counted, each day skipped, and each change."""

import re
from typing import Any

from flask import Blueprint, abort, render_template, request

from gateway.asking import ask
from gateway.date_pages.date_words import DateChange, changes_of_clock, news_of_clock
from gateway.request_pages.request_view import RequestView, look_up
from gateway.service_clients.outcome import CallProblem
from gateway.wording import CLOCKS
from services.contracts import problems, sla_calls

blueprint = Blueprint("dates", __name__)

MOST_TRIES = 20
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


@blueprint.get("/requests/<reference>/dates/<clock>/<number>")
def why(reference: str, clock: str, number: str) -> str:
    """One date of a request, explained; while it is not worked out, that it will be."""
    if clock not in CLOCKS or not _NUMBER.fullmatch(number):
        abort(404)
    view = _readable(reference)
    explained = _explained(view, clock, int(number))
    if explained is None and view.facts["clocks"]:
        abort(404)
    return render_template(
        "dates/why.html",
        view=view,
        clock=clock,
        explained=explained,
        changes=_changes(view, explained) if explained else [],
    )


@blueprint.get("/requests/<reference>/due")
def due(reference: str) -> str:
    """The line that says by when a request is due, for a page that waits for it."""
    tries = min(request.args.get("tries", 0, type=int), MOST_TRIES)
    return render_template("dates/due.html", row=_readable(reference).facts, tries=tries)


def _readable(reference: str) -> RequestView:
    """The request, for those who may read its dates."""
    view = look_up(reference)
    if "clocks" not in view.facts:
        abort(404)
    return view


def _explained(view: RequestView, clock: str, number: int) -> dict[str, Any] | None:
    body = {"request_id": view.id, "clock": clock, "number": number}
    try:
        return ask(sla_calls.EXPLAIN, body).result
    except CallProblem as refused:
        if refused.code != problems.NOT_FOUND:
            raise
        return None


def _changes(view: RequestView, explained: dict[str, Any]) -> list[DateChange]:
    """By events of the request, and by a calendar or a standard; in the order of time."""
    facts = explained["clock"]
    news = news_of_clock(view.facts["date_news"], facts["clock"], facts["number"])
    return sorted([*changes_of_clock(explained["changes"]), *news], key=lambda change: change.time)
