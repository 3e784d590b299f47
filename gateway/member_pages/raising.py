"""Raising a request: the form, its draft, and the page that says that it is on its way."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gateway.asking import answered, ask, ask_together, command_from_form, question
from gateway.attachments.giving_files import add_files
from gateway.current_person import signed_in_person
from gateway.error_handling import shown_on_form
from gateway.kept_typing import SAVE_BUTTON, keeps_typing
from gateway.member_pages import category_questions
from gateway.member_pages.asked_before import LOOK_BUTTON, looked_up
from gateway.member_pages.category_questions import Category
from gateway.member_pages.promised_times import times_of
from gateway.member_pages.raise_form import FOR_THE_DESK, RaiseForm, offer_choices, only_own_ward
from gateway.parts import parts
from gateway.request_pages import drafts
from gateway.request_pages.forms.values import arguments
from gateway.request_pages.request_view import look_up
from gateway.screening import PointedOut, pointed_out, screening, why_needed, with_reason
from gateway.service_clients.clients import Ask
from gateway.service_clients.outcome import CallProblem
from services.chassis.clock import council_date
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
    choices = answered(asked)
    draft = drafts.found_draft(kept)
    category = _category(choices, draft.formdata if draft else None)
    form = _form(choices, category, draft.formdata if draft else None)
    if not draft:
        form.ward_id.data = only_own_ward(choices["wards"])
        form.earlier_case.data = request.args.get(_EARLIER, "")
        if "received_on" in form:
            form.received_on.data = council_date(parts().clock.now())
    return _page(form, category, draft)


@blueprint.post("/requests/raise")
@keeps_typing(drafts.RAISE)
def send() -> Response | str:
    """Raise it once, however often this is sent; or the form again with what is wrong."""
    if SAVE_BUTTON in request.form:
        return _save_draft()
    asked, *screened = ask_together(_of_the_chosen(request.form), *screening(requests_calls.RAISE_REQUEST))
    choices = answered(asked)
    category = _category(choices, request.form)
    form = _form(choices, category, request.form)
    form.files.take_in()
    if LOOK_BUTTON in request.form:
        return _again(form, category)
    if not form.validate_on_submit():
        return make_response(_again(form, category), 400)
    if not category_questions.has_been_read(category):
        flash("Read what is said about this category, and answer its questions. Then send it.", "notice")
        return _again(form, category)
    found = pointed_out(form, screened)
    return _again(form, category, found) if found else _send(form, category)


@blueprint.get("/requests/raise/questions")
def questions() -> str:
    """What a category asks and advises, as soon as it is chosen."""
    asked = answered(ask_together(_of_the_chosen(request.args))[0])
    category = _category(asked, request.args)
    return render_template(
        "member/category_questions.html", **_asking(_form(asked, category, None), category)
    )


@blueprint.get("/requests/raise/already-asked")
def already_asked() -> str:
    """What may have been asked before, as soon as there is something to go by."""
    return render_template("member/already_asked.html", asked=looked_up(request.args, _role()))


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


def _send(form: RaiseForm, category: Category | None) -> Response:
    body = arguments(form, requests_calls.RAISE_REQUEST)
    body = with_reason(body, requests_calls.RAISE_REQUEST)
    body = drafts.with_draft(body, requests_calls.RAISE_REQUEST, drafts.RAISE)
    body["answers"] = category_questions.answers_in(form)
    try:
        raised = command_from_form(requests_calls.RAISE_REQUEST, body, form, body.get("member_id"))
    except CallProblem as refused:
        if not shown_on_form(refused, form):
            raise
        return make_response(_again(form, category), 400 if refused.code == problems.INVALID else 409)
    for file, reason in add_files(raised.result["request_id"], form.files.data, str(form.key.data)).items():
        flash(f"“{file.name}” was not added. {reason} You can add files on the request’s page.", "notice")
    return redirect(url_for("raising.sent", reference=raised.result["reference"]), 303)


def _save_draft() -> Response:
    files = RaiseForm(formdata=request.form).files
    files.take_in()
    for sentence in files.process_errors:
        flash(sentence, "notice")
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


def _of_the_chosen(typed: MultiDict[str, str]) -> Ask:
    """What has to be known of the form to take it: of all categories the one that was chosen."""
    chosen = (typed.get("category_id") or "").replace("\x00", "")[:100]
    return question(requests_calls.RAISE_FORM, {"category_id": chosen or None}, role=_role())


def _category(answer: dict[str, Any], typed: MultiDict[str, str] | None) -> Category | None:
    chosen = typed.get("category_id") if typed else None
    return category_questions.category_named(chosen, answer["categories"])


def _form(answer: dict[str, Any], category: Category | None, typed: MultiDict[str, str] | None) -> RaiseForm:
    form = category_questions.form_class(category)(formdata=typed)
    if _role() == MEMBER:
        for name in FOR_THE_DESK:
            del form[name]
    offer_choices(form, answer)
    return form


def _asking(form: RaiseForm, category: Category | None) -> dict[str, Any]:
    return {
        "category": category,
        "times": times_of(category["id"]) if category else None,
        "questions": category_questions.question_fields(form),
        "read_name": category_questions.READ,
    }


def _again(form: RaiseForm, category: Category | None, found: Sequence[PointedOut] = ()) -> str:
    """The form once more, with all that can be chosen."""
    offer_choices(form, ask(requests_calls.RAISE_FORM, role=_role()).result)
    return _page(form, category, found=found)


def _page(
    form: RaiseForm,
    category: Category | None,
    draft: drafts.Draft | None = None,
    found: Sequence[PointedOut] = (),
) -> str:
    is_desk = "member_id" in form
    has_a_choice = is_desk and signed_in_person().holds(MEMBER)
    send_to = url_for("raising.send", **(FOR_A_MEMBER if has_a_choice else {}))
    return render_template(
        "member/raise.html",
        form=form,
        draft=draft,
        found=found,
        why_needed=why_needed(),
        is_desk=is_desk,
        send_to=send_to,
        asked=looked_up(form.data, _role()),
        says_none=LOOK_BUTTON in request.form,
        look_button=LOOK_BUTTON,
        look_url=url_for("raising.already_asked", **(FOR_A_MEMBER if is_desk else {})),
        **_asking(form, category),
    )
