"""How it went: the survey about a closing, the service's reply, quality checks, and what members said."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from gateway.asking import ask
from gateway.feedback_pages.forms import CheckForm, ReplyForm, SaidFilter, SurveyForm
from gateway.feedback_pages.on_request import can_be_answered, closings_of, is_unhappy
from gateway.feedback_pages.sending import sent
from gateway.figure_pages.pages import opens_requests
from gateway.forms.base import CommandForm
from gateway.request_pages.request_view import MEMBER_SIDE, RequestView, look_up
from gateway.service_clients.outcome import CallProblem
from services.contracts import feedback_calls as calls
from services.contracts import problems

blueprint = Blueprint("survey", __name__)

THANKS = "Thank you. What you said is with the service."
SORRY = "Thank you. We are sorry that it did not go well. Below is what you can do about it."
LONGEST_CURSOR = 300

Facts = dict[str, Any]


@blueprint.get("/requests/<reference>/survey/<closing>")
def show(reference: str, closing: str) -> str:
    """The questions, with what was answered before."""
    number = _number(closing)
    view = _own(reference, number)
    given = _survey(view, number).get("answer")
    return _survey_page(view, number, SurveyForm(formdata=None, data=given), bool(given))


@blueprint.post("/requests/<reference>/survey/<closing>")
def send(reference: str, closing: str) -> Response | str:
    """Send the answer; an unhappy one leads to what can be done."""
    number = _number(closing)
    view = _own(reference, number)
    form = SurveyForm()
    answer = {
        "speed": form.speed.data or None,
        "quality": form.quality.data or None,
        "comment": form.comment.data or "",
        "may_quote": bool(form.may_quote.data),
    }
    if sent(calls.ANSWER_SURVEY, {"request_id": view.id, "closing": number, **answer}, form) is None:
        return make_response(_survey_page(view, number, form, is_change=False), 400)
    flash(SORRY if is_unhappy(answer) else THANKS, "success")
    return redirect(url_for("request_page.show", reference=view.reference, _anchor="how-it-went"), 303)


@blueprint.route("/requests/<reference>/survey/<closing>/reply", methods=["GET", "POST"])
def reply(reference: str, closing: str) -> Response | str:
    """Reply to what the member said."""
    number = _number(closing)
    view = look_up(reference)
    survey = _survey(view, number)
    if not survey.get("may_reply"):
        abort(404)
    form = ReplyForm()
    body = {"request_id": view.id, "closing": number, "message": form.message.data or ""}
    if request.method == "POST" and sent(calls.REPLY_TO_SURVEY, body, form):
        return _back(view, "Your reply is sent. The member sees it on the request.")
    return _form_page("feedback/reply.html", view, form, survey=survey)


@blueprint.route("/requests/<reference>/check/<response>", methods=["GET", "POST"])
def check(reference: str, response: str) -> Response | str:
    """The service's own view of one of its responses."""
    number = _number(response)
    view = look_up(reference)
    found = ask(calls.REQUEST_FEEDBACK, {"request_id": view.id}).result["responses"]
    checked = next((one for one in found if one["response"] == number and one["may_check"]), None)
    if checked is None:
        abort(404)
    form = CheckForm(data=checked["check"]) if request.method == "GET" else CheckForm()
    body = {"request_id": view.id, "response": number, "score": form.score.data, "note": form.note.data or ""}
    if request.method == "POST" and sent(calls.CHECK_QUALITY, body, form):
        return _back(view, "Your check is kept beside what the member says.")
    return _form_page("feedback/check.html", view, form, checked=checked)


@blueprint.get("/feedback")
def said() -> Response | str:
    """What members said, narrowed as the address says."""
    show_only = request.args.get("show", "")
    body = {
        "unhappy": show_only == "unhappy",
        "unreplied": show_only == "unreplied",
        "service_id": request.args.get("service") or None,
        "cursor": request.args.get("page", "")[:LONGEST_CURSOR] or None,
    }
    try:
        found = ask(calls.SAID, body).result
    except CallProblem as refused:
        if refused.code != problems.INVALID:
            raise
        return redirect(url_for("survey.said"), 303)
    form = SaidFilter(formdata=request.args)
    form.service.choices = [
        SelectChoice("", "All services"),
        *(SelectChoice(one["id"], one["name"]) for one in found["services"]),
    ]
    kept: dict[str, Any] = {name: text for name in ("show", "service") if (text := request.args.get(name))}
    following = url_for("survey.said", **kept, page=found["next"]) if found["next"] else None
    return render_template(
        "feedback/said.html",
        rows=found["surveys"],
        form=form,
        after=following,
        is_narrowed=bool(kept),
        opens_requests=opens_requests(),
    )


def _number(text: str) -> int:
    """Which closing or response: else there is no such page."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        abort(404)
    return int(text)


def _own(reference: str, closing: int) -> RequestView:
    """The reader's own request, with such a closing; else as if there were none."""
    view = look_up(reference)
    if view.side != MEMBER_SIDE or closing not in {entry["sequence"] for entry in closings_of(view)}:
        abort(404)
    return view


def _survey(view: RequestView, closing: int) -> Facts:
    """What is known about one closing; nothing while the service has not heard of it."""
    found = ask(calls.REQUEST_FEEDBACK, {"request_id": view.id}).result["surveys"]
    return next((survey for survey in found if survey["closing"] == closing), {})


def _survey_page(view: RequestView, closing: int, form: SurveyForm, is_change: bool) -> str:
    [entry] = [entry for entry in closings_of(view) if entry["sequence"] == closing]
    return render_template(
        "feedback/survey.html",
        view=view,
        closing=closing,
        form=form,
        is_change=is_change,
        is_open=can_be_answered(entry),
    )


def _form_page(template: str, view: RequestView, form: CommandForm, **more: Any) -> Response:
    page = render_template(template, view=view, form=form, **more)
    return make_response(page, 400 if form.errors else 200)


def _back(view: RequestView, done: str) -> Response:
    flash(done, "success")
    return redirect(url_for("request_page.show", reference=view.reference, _anchor="how-it-went"), 303)
