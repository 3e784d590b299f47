"""Raising a request: the form, its draft, and the page that says that it is on its way."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gateway.asking import ask, ask_together, command_from_form, question
from gateway.current_person import signed_in_person
from gateway.error_handling import shown_on_form
from gateway.kept_typing import SAVE_BUTTON, keeps_typing
from gateway.member_pages.raise_form import FOR_THE_DESK, RaiseForm, offer_choices, only_own_ward
from gateway.request_pages import drafts
from gateway.request_pages.action_forms import arguments
from gateway.request_pages.request_view import look_up
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems, requests_calls
from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES

blueprint = Blueprint("raising", __name__)

FOR_A_MEMBER: dict[str, Any] = {"for": "a-member"}  # in the address of the desk's form
_EARLIER = "earlier"


@blueprint.get("/requests/raise")
def show() -> str:
    """The form, with one's draft in it when there is one."""
    asked, kept = ask_together(
        question(requests_calls.RAISE_FORM, role=_role()), drafts.draft_question(drafts.RAISE)
    )
    if isinstance(asked, CallProblem):
        raise asked
    draft = drafts.found_draft(kept)
    form = _form(asked.result, draft.formdata if draft else None)
    if not draft:
        form.ward_id.data = only_own_ward(asked.result["wards"])
        form.earlier_case.data = request.args.get(_EARLIER, "")
    return _page(form, draft)


@blueprint.post("/requests/raise")
@keeps_typing(drafts.RAISE)
def send() -> Response | str:
    """Raise it once, however often this is sent; or the form again with what is wrong."""
    if SAVE_BUTTON in request.form:
        return _save_draft()
    form = _form(ask(requests_calls.RAISE_FORM, role=_role()).result, request.form)
    status = 400
    if form.validate_on_submit():
        body = arguments(form, requests_calls.RAISE_REQUEST)
        try:
            raised = command_from_form(requests_calls.RAISE_REQUEST, body, form, body.get("member_id"))
        except CallProblem as refused:
            if not shown_on_form(refused, form):
                raise
            status = 400 if refused.code == problems.INVALID else 409
        else:
            drafts.forget(drafts.RAISE)
            return redirect(url_for("raising.sent", reference=raised.result["reference"]), 303)
    return make_response(_page(form), status)


@blueprint.get("/requests/<reference>/sent")
def sent(reference: str) -> str:
    """It is on its way: its reference, who has it, and what happens next."""
    return render_template("member/sent.html", view=look_up(reference))


@blueprint.post("/requests/raise/draft")
def draft() -> Response:
    """What was typed so far, sent by the form itself."""
    return drafts.autosaved(drafts.RAISE)


@blueprint.post("/requests/raise/discard")
def discard() -> Response:
    """Throw the draft away and begin anew."""
    drafts.forget(drafts.RAISE)
    flash("The draft is gone.")
    return redirect(url_for("raising.show"), 303)


def _save_draft() -> Response:
    kept = drafts.save_posted(drafts.RAISE)
    words = "Your draft is kept. “Raise a request” opens it again." if kept else "There was nothing to keep."
    flash(words, "success" if kept else "notice")
    return redirect(url_for("public.home"), 303)


def _role() -> str:
    """In which role it is raised: the desk's for a member; a member who is of the desk too says which."""
    person = signed_in_person()
    if not person.holds(MEMBER):
        return MEMBER_SERVICES
    is_for_another = all(request.args.get(name) == value for name, value in FOR_A_MEMBER.items())
    return MEMBER_SERVICES if is_for_another and person.holds(MEMBER_SERVICES) else MEMBER


def _form(answer: dict[str, Any], typed: MultiDict[str, str] | None) -> RaiseForm:
    form = RaiseForm(formdata=typed)
    if _role() == MEMBER:
        for name in FOR_THE_DESK:
            del form[name]
    offer_choices(form, answer)
    return form


def _page(form: RaiseForm, draft: drafts.Draft | None = None) -> str:
    is_desk = "member_id" in form
    has_a_choice = is_desk and signed_in_person().holds(MEMBER)
    send_to = url_for("raising.send", **(FOR_A_MEMBER if has_a_choice else {}))
    return render_template("member/raise.html", form=form, draft=draft, is_desk=is_desk, send_to=send_to)
