"""A member's diary: private notes and reminders, of a request or of none."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from gateway.asking import ask, ask_together, command_from_form, question
from gateway.error_handling import shown_on_form
from gateway.kept_typing import keeps_typing
from gateway.parts import parts
from gateway.request_pages import drafts
from gateway.request_pages.forms.diary import DiaryForm
from gateway.request_pages.forms.plain import ConfirmForm
from gateway.request_pages.request_view import RequestView, look_up
from gateway.service_clients.outcome import CallProblem
from services.chassis.clock import council_date
from services.contracts import problems, requests_calls

blueprint = Blueprint("diary", __name__)


@blueprint.get("/diary")
def show() -> str:
    """Everything that is noted, what one wants to be reminded of first; and the form for more."""
    return _page()


@blueprint.post("/diary")
@keeps_typing("diary")
def write() -> Response | str:
    """Keep a note; or the form again with what is wrong."""
    form = DiaryForm()
    if _is_kept(form, {}, "diary"):
        return _to_the_diary("The note is in your diary.")
    return make_response(_page(form), 400)


@blueprint.get("/requests/<reference>/diary")
def show_of_request(reference: str) -> Response | str:
    """What is noted of one request, and the form for more."""
    view = look_up(reference)
    if view.reference != reference:
        return redirect(url_for("diary.show_of_request", reference=view.reference), 303)
    return _page(view=view)


@blueprint.post("/requests/<reference>/diary")
@keeps_typing("diary:{reference}")
def write_of_request(reference: str) -> Response | str:
    """Keep a note of that request; or the form again with what is wrong."""
    view, form = look_up(reference), DiaryForm()
    if _is_kept(form, {"request_id": view.id}, f"diary:{view.reference}"):
        flash("The note is in your diary.", "success")
        return redirect(url_for("request_page.show", reference=view.reference), 303)
    return make_response(_page(form, view), 400)


@blueprint.get("/diary/<entry_id>")
def entry(entry_id: str) -> str:
    """One note, to write anew."""
    found, draft = _entry(entry_id), ask_together(drafts.draft_question(_rewriting(entry_id)))[0]
    typed = drafts.found_draft(draft)
    form = DiaryForm(formdata=typed.formdata if typed else None)
    if typed is None:
        form.words.data, form.remind_on.data = found["words"], _day(found["remind_on"])
    return _entry_page(found, form)


@blueprint.post("/diary/<entry_id>")
@keeps_typing("diary-entry:{entry_id}")
def rewrite(entry_id: str) -> Response | str:
    """Put other words in its place; or the form again with what is wrong."""
    found, form = _entry(entry_id), DiaryForm()
    where = {"entry_id": entry_id, "request_id": found["request_id"]}
    if _is_kept(form, where, _rewriting(entry_id)):
        return _to_the_diary("The note is changed.")
    return make_response(_entry_page(found, form), 400)


@blueprint.post("/diary/<entry_id>/erase")
def erase(entry_id: str) -> Response:
    """Erase it for good. What is gone already is gone."""
    try:
        command_from_form(requests_calls.ERASE_DIARY, {"entry_id": entry_id}, ConfirmForm())
    except CallProblem as refused:
        if refused.code != problems.NOT_FOUND:
            raise
    drafts.forget(_rewriting(entry_id))
    return _to_the_diary("The note is erased.")


def _rewriting(entry_id: str) -> str:
    return f"diary-entry:{entry_id}"


def _is_due(entry: dict[str, Any]) -> bool:
    """Whether its reminder is for today or for a day gone by."""
    remind_on = _day(entry["remind_on"])
    return remind_on is not None and remind_on <= council_date(parts().clock.now())


def _is_kept(form: DiaryForm, where: dict[str, str | None], draft: str) -> bool:
    """Whether the note could be kept; what is wrong is on the form."""
    if not form.validate_on_submit():
        return False
    remind_on = form.remind_on.data
    body = {**where, "words": form.words.data, "remind_on": remind_on and remind_on.isoformat()}
    try:
        command_from_form(requests_calls.WRITE_DIARY, body, form)
    except CallProblem as refused:
        if not shown_on_form(refused, form):
            raise
        return False
    drafts.forget(draft)
    return True


def _entry(entry_id: str) -> dict[str, Any]:
    entries = ask(requests_calls.DIARY).result["entries"]
    return next((dict(found) for found in entries if found["entry_id"] == entry_id), None) or abort(404)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _page(form: DiaryForm | None = None, view: RequestView | None = None) -> str:
    """The notes with the form: as it was sent, or with what was typed and not sent."""
    name = f"diary:{view.reference}" if view else "diary"
    body = {"request_id": view.id} if view else {}
    asked, kept = ask_together(question(requests_calls.DIARY, body), drafts.draft_question(name))
    if isinstance(asked, CallProblem):
        raise asked
    draft = drafts.found_draft(kept)
    entries = asked.result["entries"]
    return render_template(
        "member/diary.html",
        form=form or DiaryForm(formdata=draft.formdata if draft else None),
        view=view,
        due=[one for one in entries if _is_due(one)],
        others=[one for one in entries if not _is_due(one)],
    )


def _entry_page(found: dict[str, Any], form: DiaryForm) -> str:
    return render_template(
        "member/diary_entry.html", entry=found, form=form, erase_form=ConfirmForm(formdata=None)
    )


def _to_the_diary(told: str) -> Response:
    flash(told, "success")
    return redirect(url_for("diary.show"), 303)
