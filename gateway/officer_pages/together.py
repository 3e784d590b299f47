"""Doing the same to several requests of the worklist: one keyed command each, and what came of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from gateway.asking import ask, ask_together, commands_together, question
from gateway.forms.base import CommandForm
from gateway.request_pages.forms.handling import OfficerForm, TransferForm, named_choices
from gateway.request_pages.forms.values import arguments
from gateway.request_pages.request_view import LONGEST_REFERENCE, RequestView, request_question, viewed
from gateway.service_clients.clients import Settled
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems, requests_calls
from services.contracts.calls import Call

blueprint = Blueprint("together", __name__)

AT_MOST = 100
AT_ONCE = 10
_NOT_KNOWN = "It is not known whether this was done: the service did not answer. Open it to see."
_GONE = "It is not on your worklist any more, or there is no such request."
_SAID = {
    problems.NOT_FOUND: _GONE,
    problems.TOO_LATE: _NOT_KNOWN,
    problems.UNAVAILABLE: "Nothing was done: the service cannot be reached. Try it again later.",
    problems.UNKNOWN: _NOT_KNOWN,
}


@dataclass(frozen=True)
class Doing:
    """Something that can be done to several requests. `done` may name {chosen}: what the form chose."""

    call: Call
    form: type[CommandForm]
    fit: Callable[[CommandForm], None]
    title: str
    button: str
    done: str


@dataclass(frozen=True)
class Result:
    """What came of it for one request, as a sentence."""

    reference: str
    subject: str
    told: str
    is_done: bool


def _officers(form: CommandForm) -> None:
    choices = ask(requests_calls.WORKLIST, {"limit": 1}).result["choices"]
    form["officer_id"].choices = named_choices(choices["officers"], "Choose an officer")


def _services(form: CommandForm) -> None:
    services = ask(requests_calls.CHOICES, {"of": ["services"]}).result["services"]
    form["category_id"].choices = [
        SelectChoice("", "Choose a category"),
        *(SelectChoice(c["id"], c["name"], optgroup=s["name"]) for s in services for c in s["categories"]),
    ]
    service_of = {c["id"]: s["id"] for s in services for c in s["categories"]}
    form["service_id"].data = service_of.get(form["category_id"].data or "", "")


DOINGS = {
    "assign": Doing(
        requests_calls.ASSIGN,
        OfficerForm,
        _officers,
        title="Give these to an officer",
        button="Give them all to this officer",
        done="{chosen} has it.",
    ),
    "transfer": Doing(
        requests_calls.TRANSFER,
        TransferForm,
        _services,
        title="Pass these to another service",
        button="Pass them all on",
        done="It is with the other service, as {chosen}. Its member is told.",
    ),
}


@blueprint.get("/worklist/together")
def show() -> Response | str:
    """What is to be done to those that were chosen on the list."""
    doing = DOINGS.get(request.args.get("what", "")) or abort(404)
    chosen = _chosen(request.args.getlist("chosen"))
    if not chosen:
        flash("Choose one or more requests of the list first.")
        return redirect(_list(request.args.get("list", "")), 303)
    return _page(doing, _fitted(doing, is_new=True), chosen)


@blueprint.post("/worklist/together/<what>")
def act(what: str) -> Response | str:
    """Do it to the next few, and say of each what came of it; the page goes on by itself, or by its button.

    A command's key is made of the form's and the request's own, so that nothing is done twice.
    """
    doing = DOINGS.get(what) or abort(404)
    chosen = _chosen(request.form.getlist("chosen"))
    form = _fitted(doing)
    if not chosen or not form.validate_on_submit():
        return make_response(_page(doing, form, chosen), 400)
    before = min(max(request.form.get("done", 0, type=int), 0), len(chosen))
    is_part = "HX-Request" in request.headers
    results = _given(doing, form, chosen[before if is_part else 0 : before + AT_ONCE])
    return render_template(
        "officer/together_going_on.html" if is_part else "officer/together_done.html",
        doing=doing,
        what=what,
        form=form,
        chosen=chosen,
        results=results,
        done=min(before + AT_ONCE, len(chosen)),
        list_url=_list(request.form.get("list", "")),
    )


def _chosen(references: Sequence[str]) -> list[str]:
    tidy = (reference.strip()[:LONGEST_REFERENCE] for reference in references)
    return list(dict.fromkeys(reference for reference in tidy if reference))[:AT_MOST]


def _list(query: str) -> str:
    """The list that one came from: its filters stand in `query`, as they stood in its address."""
    return url_for("officer.worklist") + (f"?{query}" if query.isprintable() and query else "")


def _fitted(doing: Doing, is_new: bool = False) -> CommandForm:
    form = doing.form(formdata=None if is_new else request.form)
    doing.fit(form)
    return form


def _given(doing: Doing, form: CommandForm, references: Sequence[str]) -> list[Result]:
    """Find each request, then give each that was found its command."""
    found = dict(zip(references, _views(references), strict=True))
    views = [view for view in found.values() if view is not None]
    body = arguments(form, doing.call)
    asks = [
        question(doing.call, body | {"request_id": view.id}, key=str(uuid5(UUID(form.key.data), view.id)))
        for view in views
    ]
    settled = dict(zip((view.id for view in views), commands_together(*asks), strict=True))
    said = doing.done.format(chosen=_words_of_choice(form))
    return [
        _result(reference, view, settled[view.id] if view else None, said)
        for reference, view in found.items()
    ]


def _views(references: Sequence[str]) -> list[RequestView | None]:
    asked = ask_together(*(request_question(reference) for reference in references))
    return [None if isinstance(one, CallProblem) else viewed(one) for one in asked]


def _result(reference: str, view: RequestView | None, settled: Settled | None, said: str) -> Result:
    subject = str(view.facts.get("subject") or "A request") if view else "A request"
    if settled is None:
        return Result(reference, subject, _GONE, is_done=False)
    if not isinstance(settled, CallProblem):
        return Result(reference, subject, said, is_done=True)
    return Result(reference, subject, _SAID.get(settled.code) or settled.problem.message, is_done=False)


def _words_of_choice(form: CommandForm) -> str:
    field = form["officer_id"] if "officer_id" in form else form["category_id"]
    return next((str(choice.label) for choice in field.choices if choice.value == field.data), "")


def _page(doing: Doing, form: CommandForm, chosen: Sequence[str]) -> str:
    views = _views(chosen)
    return render_template(
        "officer/together.html",
        doing=doing,
        what=next(what for what, one in DOINGS.items() if one is doing),
        form=form,
        chosen=[
            {"reference": reference, "subject": view.facts.get("subject") if view else None}
            for reference, view in zip(chosen, views, strict=True)
        ],
        list_query=request.values.get("list", ""),
        list_url=_list(request.values.get("list", "")),
    )
