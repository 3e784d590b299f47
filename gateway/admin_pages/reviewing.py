"""Every change of the directory is looked at before it is made: the form, what would follow, then the change.

What was typed travels along in the page that shows it, so that one can go back to it, and directory checks
that what is made is what was shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response
from wtforms import HiddenField

from gateway.admin_pages import directory_words
from gateway.admin_pages.council import Entries, read_council
from gateway.asking import ask, command_from_form
from gateway.error_handling import shown_on_form
from gateway.error_pages import OWN_FIELDS, posted
from gateway.forms.base import CommandForm
from gateway.service_clients.outcome import CallProblem
from services.contracts import directory_calls, problems

STEP = "step"
MAKE, BACK = "make", "back"
_NOTHING = "Nothing would change: it is so already."


class ChangeForm(CommandForm):
    """A form that changes the directory. `based_on`: the preview that its sender has seen."""

    based_on = HiddenField()


class CannotBeRead(Exception):
    """What was typed says nothing that directory could take; the text is a sentence for people."""


@dataclass(frozen=True)
class Reviewed:
    """A form, the page that it is on, what it states once it is filled in, and where it leads.

    `entries` raises CannotBeRead. `in_place_of`: what travels along instead of what was typed in a field.
    """

    form: ChangeForm
    page: Callable[[], str]
    entries: Callable[[], Entries]
    done: str
    in_place_of: Callable[[], dict[str, str]] = dict


def review(change: Reviewed) -> Response | str:
    """The form; or what would follow from it; or, when that was seen, the change made."""
    step = request.form.get(STEP)
    if request.method != "POST" or step == BACK:
        return change.page()
    if not change.form.validate():
        return _form_again(change)
    try:
        entries = change.entries()
    except CannotBeRead as sentence:
        change.form.form_errors.append(str(sentence))
        return _form_again(change)
    if step == MAKE and change.form.based_on.data:
        return _make(change, entries)
    return _preview(change, entries)


def _form_again(change: Reviewed, status: int = 400) -> Response:
    return make_response(change.page(), status)


def _preview(change: Reviewed, entries: Entries, overtaken: str | None = None) -> Response:
    try:
        shown = ask(directory_calls.PREVIEW_LOAD, dict(entries)).result
    except CallProblem as refused:
        return _refused(change, refused)
    if not shown["changes"]:
        change.form.form_errors.append(_NOTHING)
        return _form_again(change)
    council = read_council()
    page = render_template(
        "admin/preview.html",
        changes=[(directory_words.entry_of(one), directory_words.lines_of(one)) for one in shown["changes"]],
        consequences=list(directory_words.consequences(shown["consequences"], council)),
        seats=shown["consequences"]["seats"],
        is_grave=bool(shown["consequences"]["frozen"]),
        overtaken=overtaken,
        fields=_travelling(change, shown["based_on"]),
        action=request.full_path.rstrip("?"),
        cancel=change.done,
    )
    return make_response(page, 409 if overtaken else 200)


def _travelling(change: Reviewed, based_on: str) -> list[tuple[str, str]]:
    own = {*OWN_FIELDS, STEP, "based_on"}
    instead = change.in_place_of()
    typed = [(name, value) for name, value in posted() if name not in own and name not in instead]
    return [*typed, *instead.items(), ("based_on", based_on), ("key", str(uuid4()))]


def _make(change: Reviewed, entries: Entries) -> Response:
    body: dict[str, Any] = {**entries, "based_on": change.form.based_on.data}
    try:
        command_from_form(directory_calls.LOAD, body, change.form)
    except CallProblem as refused:
        if refused.code == problems.STALE:
            return _preview(change, entries, directory_words.days_in_words(refused.problem.message))
        if refused.code != problems.KEY_REUSED:  # else it was pressed twice, and is made already
            return _refused(change, refused)
    flash("The directory is changed.", "success")
    return redirect(change.done, 303)


def _refused(change: Reviewed, refused: CallProblem) -> Response:
    """The form with every reason, each a sentence."""
    status = 400 if refused.code == problems.INVALID else 409
    reasons = refused.problem.details.get("refusals")
    if reasons:
        change.form.form_errors.extend(directory_words.days_in_words(reason) for reason in reasons)
    elif not shown_on_form(refused, change.form):
        raise refused
    return _form_again(change, status)
