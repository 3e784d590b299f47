"""One page for each thing that may be done to a request: shown by GET, done by POST."""

from collections.abc import Iterable, Sequence

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gateway.asking import ask_together, question
from gateway.current_person import signed_in_person
from gateway.error_handling import shown_on_form
from gateway.forms.base import CommandForm
from gateway.kept_typing import SAVE_BUTTON, keeps_typing
from gateway.request_pages import drafts
from gateway.request_pages.action import Action, Given
from gateway.request_pages.actions import ACTIONS
from gateway.request_pages.forms.plain import ConfirmForm
from gateway.request_pages.giving import give, stale_page
from gateway.request_pages.naming import named
from gateway.request_pages.offers import is_permitted
from gateway.request_pages.reply_templates import (
    CHOSEN,
    INSERT_BUTTON,
    Template,
    insert,
    offered,
    templates_question,
)
from gateway.request_pages.request_view import RequestView, look_up, request_question, viewed
from gateway.screening import PointedOut, pointed_out, screening, why_needed
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems
from services.contracts.requests_calls import CHOICES

blueprint = Blueprint("request_action", __name__)

_WORDS = ("title", "button", "explained", "cancel")
_STATUS = {problems.INVALID: 400, problems.NOT_ALLOWED: 403}


@blueprint.get("/requests/<reference>/<slug>")
def show(reference: str, slug: str) -> Response | str:
    """The form, or why there is none now."""
    action = _action(slug)
    kept_as = [drafts.draft_question(_draft_name(slug, reference))] if action.is_written else []
    choices, templates = _questions(action), _templates_question(action)
    asked, *more = ask_together(request_question(reference), *choices, *templates, *kept_as)
    view = viewed(asked)
    if view.reference != reference:
        return redirect(url_for("request_action.show", reference=view.reference, slug=slug), 303)
    if not is_permitted(action, view):
        title = named(action.title, view)
        return make_response(render_template("request/not_now.html", view=view, action_title=title), 409)
    draft = drafts.found_draft(more.pop()) if kept_as else None
    given = _given(view, zip(choices, more[: len(choices)], strict=True), is_fresh=draft is None)
    form = _form(action, given, draft.formdata if draft else None)
    form.version.data = str(view.sequence)
    return _page(action, given, form, offered(more[len(choices) :], view), draft)


@blueprint.post("/requests/<reference>/<slug>")
@keeps_typing("{slug}:{reference}")
def act(reference: str, slug: str) -> Response | str:
    """Do it, and go back to the request; or the form again with what is wrong."""
    action = _action(slug)
    if SAVE_BUTTON in request.form:
        return _save_draft(reference, slug)
    choices = _questions(action)
    asked, *more = ask_together(request_question(reference), *choices, *screening(action.call))
    view = viewed(asked)
    answers, screened = more[: len(choices)], more[len(choices) :]
    given = _given(view, zip(choices, answers, strict=True), is_fresh=False)
    form = _form(action, given, request.form)
    if INSERT_BUTTON in request.form and is_permitted(action, view):
        templates = _templates(action, view)
        insert(form, templates, request.form.get(CHOSEN, ""), view, signed_in_person().name)
        return _page(action, given, form, templates)
    status = 400
    if form.validate_on_submit():
        found = pointed_out(form, screened)
        if found:
            return _page(action, given, form, _templates(action, view), found=found)
        try:
            give(action, view, form, _draft_name(slug, reference))
        except CallProblem as refused:
            if refused.code == problems.STALE:
                return _somebody_was_quicker(action, reference, form, refused)
            if not shown_on_form(refused, form):
                raise
            status = _STATUS.get(refused.code, 409)
        else:
            flash(named(action.done, view), "success")
            return redirect(url_for("request_page.show", reference=view.reference), 303)
    return make_response(_page(action, given, form, _templates(action, view)), status)


@blueprint.post("/requests/<reference>/<slug>/draft")
def draft(reference: str, slug: str) -> Response:
    """What was typed so far, sent by the form itself."""
    return drafts.autosaved(_draft_name(_action(slug).slug, reference))


@blueprint.post("/requests/<reference>/<slug>/discard")
def discard(reference: str, slug: str) -> Response:
    """Throw the draft away."""
    drafts.forget(_draft_name(_action(slug).slug, reference))
    flash("The draft is gone.")
    return redirect(url_for("request_page.show", reference=reference), 303)


def _somebody_was_quicker(
    action: Action, reference: str, form: CommandForm, refused: CallProblem
) -> Response:
    """Both texts; and when it can still be sent, the typing waits as a draft where it can be."""
    now = look_up(reference)
    if not is_permitted(action, now):
        return stale_page(now, form, refused, url_for("request_page.show", reference=now.reference))
    if action.is_written:
        drafts.save_quietly(_draft_name(action.slug, now.reference))
    again = url_for("request_action.show", reference=now.reference, slug=action.slug)
    return stale_page(now, form, refused, again)


def _action(slug: str) -> Action:
    return ACTIONS.get(slug) or abort(404)


def _draft_name(slug: str, reference: str) -> str:
    return f"{slug}:{reference}"


def _save_draft(reference: str, slug: str) -> Response:
    kept = drafts.save_posted(_draft_name(slug, reference))
    flash("Your draft is kept." if kept else "There was nothing to keep.", "success" if kept else "notice")
    return redirect(url_for("request_page.show", reference=reference), 303)


def _form(action: Action, given: Given, typed: MultiDict[str, str] | None) -> CommandForm:
    form = action.form(formdata=typed)
    if action.fit:
        action.fit(form, given)
    return form


def _questions(action: Action) -> list[Ask]:
    """What the form's choices are made of, as far as the reader may ask for it."""
    choices = [question(CHOICES, {"of": list(action.choices)})] if action.choices else []
    return choices + [question(call) for call in action.asks if signed_in_person().holds(*call.roles)]


def _templates_question(action: Action) -> list[Ask]:
    return templates_question() if action.takes_templates else []


def _templates(action: Action, view: RequestView) -> list[Template]:
    """What can be put into the message: asked only when the form is shown once more."""
    questions = _templates_question(action)
    return offered(ask_together(*questions), view) if questions else []


def _given(view: RequestView, settled: Iterable[tuple[Ask, Settled]], is_fresh: bool) -> Given:
    """What the form is fitted to. Raises CallProblem: a form without its choices is of no use."""
    answers = {}
    for asked, answer in settled:
        if isinstance(answer, CallProblem):
            raise answer
        answers[asked.call.name] = answer.result
    return Given(view, signed_in_person().id, answers, is_fresh)


def _page(
    action: Action,
    given: Given,
    form: CommandForm,
    templates: Sequence[Template],
    kept: drafts.Draft | None = None,
    found: Sequence[PointedOut] = (),
) -> str:
    view = given.view
    return render_template(
        action.template,
        view=view,
        facts=view.facts,
        action=action,
        form=form,
        draft=kept,
        found=found,
        why_needed=why_needed(),
        words={name: named(getattr(action, name) or "", view) for name in _WORDS},
        templates=templates,
        insert_button=INSERT_BUTTON,
        chosen_template=CHOSEN,
        takes_question_back=action.takes_back and view.state == "awaiting_member",
        new_form=lambda: ConfirmForm(formdata=None),
    )
