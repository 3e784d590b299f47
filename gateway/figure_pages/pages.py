"""The dashboard, and the requests behind one of its figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

from gateway.asking import ask, ask_together
from gateway.current_person import signed_in_person
from gateway.documents.content import Opens, Section
from gateway.error_handling import shown_on_form
from gateway.figure_pages import sections
from gateway.figure_pages.form import FILTERS, FiguresForm, asked_form, body_of, in_the_address, offer
from gateway.figure_pages.freshness import Stored, freshness, stored_by_now
from gateway.parts import parts
from gateway.service_clients.clients import Settled
from gateway.service_clients.outcome import CallProblem, Outcome
from services.chassis.clock import council_date
from services.contracts import problems, reporting_calls
from services.contracts.reporting_vocabulary import OPENED

blueprint = Blueprint("figures", __name__)

GROUPS = (
    ("service", "Service by service"),
    ("category", "Category by category"),
    ("ward", "Ward by ward"),
)
# Figures are kept for one of these at a time, or for each service.
ONE_AT_A_TIME = ("category_id", "ward_id", "channel", "priority", "member_id")
CURSOR, LONGEST_CURSOR = "page", 100
ALARM_READERS = reporting_calls.COMPARE_FIGURES.roles


@blueprint.get("/figures")
def show() -> Response | str:
    """The figures of what the person may see, narrowed as the address says."""
    person = signed_in_person()
    form = asked_form(person)
    body = body_of(form, person)
    stored = stored_by_now()
    answers = _answers(form, body, stored)
    if answers is None:
        return _form_only(form)
    first = answers[0]
    offer(form, first.result["choices"])
    return render_template(
        "figures/show.html",
        form=form,
        sections=_sections([answer.result for answer in answers]),
        opener=(lambda opens: _behind(form, opens)) if opens_requests() else None,
        fresh=freshness(stored, first.result, any(answer.behind for answer in answers)),
        differences=differences(),
    )


@blueprint.get("/figures/requests")
def behind() -> Response | str:
    """The requests that one figure counts."""
    person = signed_in_person()
    form = asked_form(person)
    figure = request.args.get("figure", "")
    if figure not in OPENED:
        return _form_only(form)
    body = body_of(form, person) | {"figure": figure}
    column, cursor = request.args.get("column"), request.args.get(CURSOR, "")[:LONGEST_CURSOR]
    try:
        if form.errors:
            return _form_only(form)
        found = ask(
            reporting_calls.REQUESTS_BEHIND,
            body | {"column": column or None, "cursor": cursor or None},
        ).result
    except CallProblem as refused:
        if not shown_on_form(refused, form):
            raise
        return _form_only(form)
    kept: dict[str, Any] = in_the_address(form) | {"figure": figure, "column": column or None}
    after = url_for("figures.behind", **kept, page=found["next"]) if found["next"] else None
    return render_template("figures/behind.html", found=found, figure=figure, after=after)


def differences() -> list[dict[str, Any]]:
    """Where requests counts otherwise than reporting; nobody is told who could not do anything about it."""
    if not signed_in_person().holds(*ALARM_READERS):
        return []
    try:
        found: list[dict[str, Any]] = ask(reporting_calls.COMPARE_FIGURES).result["differences"]
    except CallProblem as refused:
        if refused.code != problems.INVALID:
            raise
        return []
    return found


def opens_requests() -> bool:
    """Whether the person may read the requests behind the figures that they see."""
    return signed_in_person().holds(*reporting_calls.REQUESTS_BEHIND.roles)


def opens_requests_of_all() -> bool:
    """Whether the person may read those behind the figures of a paper, which are the whole council's."""
    calls = (reporting_calls.REQUESTS_BEHIND, reporting_calls.UPDATE_PAPER)
    return all(signed_in_person().holds(*call.roles) for call in calls)


def _answers(form: FiguresForm, body: dict[str, Any], stored: Stored) -> list[Outcome] | None:
    """The total by month and each group; None when the form is not in order, and then says why."""
    if form.errors:
        return None
    narrowed = any(body.get(name) for name in ONE_AT_A_TIME)
    groups = [kind for kind, _ in GROUPS if kind == "service" or not narrowed]
    asked = [body | {"by": "month"}, *(body | {"group_by": kind} for kind in groups)]
    answers: list[Settled] = ask_together(*(stored.asked_for(reporting_calls.FIGURES, one) for one in asked))
    found = []
    for place, answer in enumerate(answers):
        if isinstance(answer, Outcome):
            found.append(answer)
        elif place == 0:
            if not shown_on_form(answer, form):
                raise answer
            return None
        # A member's own figures go by no category: what a group cannot be had of is left out.
        elif answer.code not in (problems.INVALID, problems.NOT_ALLOWED):
            raise answer
    return found


def _sections(answers: list[Mapping[str, Any]]) -> list[Section]:
    total, series = answers[0]["total"], answers[0]["series"]
    makers = (sections.heap, sections.times, sections.on_time, sections.satisfaction, sections.channels)
    headings = dict(GROUPS)
    return [
        sections.volumes(total, series),
        *(make(total) for make in makers),
        *(
            sections.group(kind, headings[kind], answer["groups"])
            for kind, answer in zip(headings, answers[1:], strict=False)
        ),
    ]


def _behind(form: FiguresForm, opens: Opens) -> str:
    """The address of the requests behind a figure: the page's own filters, narrowed by the figure's."""
    changed: dict[str, Any] = {name: value for name, value in opens.items() if name in FILTERS}
    if "month" in opens:
        first, last = sections.month_days(opens["month"])
        begins: date = form.first.data or first
        ends: date = form.last.data or council_date(parts().clock.now())
        changed |= {"first": max(first, begins), "last": min(last, ends)}
    return url_for("figures.behind", figure=opens["figure"], **in_the_address(form, **changed))


def _form_only(form: FiguresForm) -> Response:
    return make_response(render_template("figures/choose.html", form=form), 422)
