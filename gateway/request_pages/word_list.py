"""The words that are pointed out before anything is sent; Information Governance changes the list."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.asking import ask
from gateway.error_handling import shown_on_form
from gateway.forms.base import CommandForm
from gateway.forms.fields import LongText
from gateway.screening import marked
from gateway.service_clients.outcome import CallProblem
from services.contracts import requests_calls
from services.contracts.vocabulary import MESSAGE_LIMIT, SCREENING_WORDS_LIMIT

blueprint = Blueprint("word_list", __name__)

PREVIEW, RESET = "preview", "reset"


class WordListForm(CommandForm):
    """The list, and words to try it on."""

    words = LongText("The list", limit=SCREENING_WORDS_LIMIT)
    sample = LongText("Words to try it on", limit=MESSAGE_LIMIT)


@blueprint.get("/words-pointed-out")
def show() -> str:
    """The list as it is."""
    kept = ask(requests_calls.SCREENING_WORDS).result
    form = WordListForm(formdata=None)
    form.words.data = kept["words"]
    return _page(form)


@blueprint.post("/words-pointed-out")
def write() -> Response | str:
    """Show what another list would do, keep it, or go back to the one that Member Zone comes with."""
    form = WordListForm()
    if RESET in request.form:
        return _kept("", "The list that Member Zone comes with is used again.")
    if not form.validate_on_submit():
        return make_response(_page(form), 400)
    words = form.words.data or ""
    try:
        if PREVIEW in request.form:
            body = {"words": words, "sample": form.sample.data or ""}
            return _page(form, ask(requests_calls.PREVIEW_SCREENING_WORDS, body).result)
        return _kept(words, "The list is kept. It is used from now on.")
    except CallProblem as refused:
        if not shown_on_form(refused, form):
            raise
        return make_response(_page(form), 400)


def _kept(words: str, told: str) -> Response:
    ask(requests_calls.WRITE_SCREENING_WORDS, {"words": words})
    flash(told, "success")
    return redirect(url_for("word_list.show"), 303)


def _page(form: WordListForm, preview: dict[str, Any] | None = None) -> str:
    text = (form.sample.data or "").replace("\r\n", "\n")
    found = [
        {"parts": marked(text, one["start"], one["end"]), "reason": one["reason"]}
        for one in (preview or {}).get("found", ())
    ]
    return render_template(
        "request/word_list.html", form=form, preview=preview, found=found, tried=bool(text)
    )
