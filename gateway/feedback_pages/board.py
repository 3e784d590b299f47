"""The sounding board: anyone suggests and supports, the desk answers and follows it to done."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.asking import ask
from gateway.current_person import signed_in_person
from gateway.feedback_pages.forms import AnswerForm, BoardFilter, SuggestForm
from gateway.feedback_pages.sending import sent
from gateway.feedback_pages.words import SUGGESTION_COLOURS, SUGGESTION_STATES
from gateway.forms.base import CommandForm
from gateway.return_path import safe_path
from services.contracts import feedback_calls as calls
from services.contracts.feedback_vocabulary import PAGE_LIMIT
from services.contracts.vocabulary import MEMBER_SERVICES

blueprint = Blueprint("board", __name__)

LONGEST_ID = 36


@blueprint.get("/suggestions")
def show() -> str:
    """The board, narrowed as the address says."""
    chosen = request.args.get("state", "")
    body = {
        "state": [chosen] if chosen in SUGGESTION_STATES else [],
        "mine": chosen == "mine",
        "before": request.args.get("before", "")[:LONGEST_ID] or None,
    }
    found = ask(calls.SUGGESTIONS, body).result
    following = url_for("board.show", state=chosen or None, before=found["next"]) if found["next"] else None
    return render_template(
        "feedback/board.html",
        rows=found["suggestions"],
        form=BoardFilter(formdata=request.args),
        after=following,
        is_narrowed=bool(chosen),
        at_start=body["before"] is None,
        is_desk=signed_in_person().holds(MEMBER_SERVICES),
        new_form=lambda: CommandForm(formdata=None),
        states=SUGGESTION_STATES,
        colours=SUGGESTION_COLOURS,
    )


@blueprint.route("/suggestions/new", methods=["GET", "POST"])
def suggest() -> Response | str:
    """Say what could be better; the page from which somebody came is kept with it."""
    form = SuggestForm()
    if request.method == "GET":
        form.page.data = safe_path(request.args.get("from"))[:PAGE_LIMIT]
    body = {"suggestion": form.suggestion.data or "", "page": safe_path(form.page.data)[:PAGE_LIMIT]}
    if request.method == "POST" and sent(calls.SUGGEST, body, form):
        flash("Thank you. Your suggestion is on the sounding board.", "success")
        return redirect(url_for("board.show"), 303)
    return _page("feedback/suggest.html", form)


@blueprint.post("/suggestions/<suggestion_id>/support")
def support(suggestion_id: str) -> Response:
    """Think so too, or no longer."""
    supported = request.form.get("supported") == "yes"
    form = CommandForm()
    sent(calls.SUPPORT_SUGGESTION, {"suggestion_id": suggestion_id, "supported": supported}, form)
    return _to_the_board(form, "You support it." if supported else "You no longer support it.")


@blueprint.route("/suggestions/<suggestion_id>/answer", methods=["GET", "POST"])
def answer(suggestion_id: str) -> Response | str:
    """The desk says what becomes of it."""
    form = AnswerForm()
    body = {
        "suggestion_id": suggestion_id,
        "decision": form.decision.data,
        "answer": form.answer.data or "",
    }
    if request.method == "POST" and sent(calls.ANSWER_SUGGESTION, body, form):
        return _to_the_board(form, "Your answer is on the sounding board.")
    return _page("feedback/answer.html", form, suggestion_id=suggestion_id)


@blueprint.post("/suggestions/<suggestion_id>/done")
def finish(suggestion_id: str) -> Response:
    """What was suggested is there."""
    form = CommandForm()
    sent(calls.FINISH_SUGGESTION, {"suggestion_id": suggestion_id}, form)
    return _to_the_board(form, "It is marked as done.")


def _to_the_board(form: CommandForm, done: str) -> Response:
    """Back to the board with what was done, or why it was not."""
    faults = [str(text) for text in form.form_errors]
    flash(" ".join(faults) or done, "notice" if faults else "success")
    return redirect(url_for("board.show"), 303)


def _page(template: str, form: CommandForm, **more: Any) -> Response:
    return make_response(render_template(template, form=form, **more), 400 if form.errors else 200)
