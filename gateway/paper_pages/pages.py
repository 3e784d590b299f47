"""The update paper as at any day: on a page, and as a file in every format."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, url_for

from gateway.current_person import signed_in_person
from gateway.documents.composing import compose
from gateway.documents.formats import FORMATS
from gateway.error_handling import shown_on_form
from gateway.figure_pages.freshness import Stored, freshness, stored_by_now
from gateway.figure_pages.pages import differences, opens_requests_of_all
from gateway.paper_pages.files import check_format, download
from gateway.paper_pages.period import PeriodForm, asked_period, body_of, in_the_address, open_figure
from gateway.paper_pages.reading import draft
from gateway.parts import parts
from gateway.service_clients.outcome import CallProblem, Outcome
from services.contracts import reporting_calls

blueprint = Blueprint("papers", __name__)


@blueprint.get("/update-paper")
def show() -> Response | str:
    """The paper, or the form with what is wrong with the days."""
    form, stored = asked_period(), stored_by_now()
    found = outcome_for(form, stored)
    if found is None:
        return make_response(render_template("paper/choose.html", form=form), 422)
    period = in_the_address(body_of(form))
    paper = draft(found.result, parts().settings.council_name)
    may_issue = signed_in_person().holds(*reporting_calls.ISSUE_PAPER.roles)
    return render_template(
        "paper/draft.html",
        form=form,
        document=compose(paper),
        fresh=freshness(stored, found.result["more"], found.behind),
        issue_url=url_for("issuing.show", **period) if may_issue else None,
        differences=differences(),
        opener=(lambda opens: open_figure(opens, paper)) if opens_requests_of_all() else None,
        files=[(made.name, url_for("papers.file", name=name, **period)) for name, made in FORMATS.items()],
    )


@blueprint.get("/update-paper/file.<name>")
def file(name: str) -> Response:
    """The paper as a file; the form with what is wrong when its days are."""
    check_format(name)
    form = asked_period()
    found = outcome_for(form, stored_by_now())
    if found is None:
        return make_response(render_template("paper/choose.html", form=form), 422)
    return download(draft(found.result, parts().settings.council_name), name)


def outcome_for(form: PeriodForm, stored: Stored) -> Outcome | None:
    """Reporting's answer for the period; None when it makes no sense, and the form then says why."""
    if form.errors:
        return None
    body: dict[str, Any] = body_of(form)
    try:
        return parts().clients.ask(stored.asked_for(reporting_calls.UPDATE_PAPER, body))
    except CallProblem as refused:
        if not shown_on_form(refused, form):
            raise
        return None
