"""One page for each thing that may be done to a request: shown by GET, done by POST."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gateway.asking import ask_together
from gateway.current_person import signed_in_person
from gateway.error_handling import shown_on_form
from gateway.forms.base import CommandForm
from gateway.kept_typing import SAVE_BUTTON, keeps_typing
from gateway.request_pages import drafts
from gateway.request_pages.action_forms import ConfirmForm, NextStepForm, OfficerForm, people_choices
from gateway.request_pages.actions import ACTIONS, Action
from gateway.request_pages.giving import give, stale_page
from gateway.request_pages.offers import is_permitted
from gateway.request_pages.request_view import RequestView, look_up, request_question, viewed
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems

blueprint = Blueprint("request_action", __name__)

_STATUS = {problems.INVALID: 400, problems.NOT_ALLOWED: 403}


@blueprint.get("/requests/<reference>/<slug>")
def show(reference: str, slug: str) -> Response | str:
    """The form, or why there is none now."""
    action = _action(slug)
    kept_as = [drafts.draft_question(_draft_name(slug, reference))] if action.is_written else []
    asked, *kept = ask_together(request_question(reference), *kept_as)
    view = viewed(asked)
    if view.reference != reference:
        return redirect(url_for("request_action.show", reference=view.reference, slug=slug), 303)
    if not is_permitted(action, view):
        title = _named(action.title, view)
        return make_response(render_template("request/not_now.html", view=view, action_title=title), 409)
    draft = drafts.found_draft(kept[0]) if kept else None
    form = _form(action, view, draft.formdata if draft else None)
    form.version.data = str(view.sequence)
    return _page(action, view, form, draft)


@blueprint.post("/requests/<reference>/<slug>")
@keeps_typing("{slug}:{reference}")
def act(reference: str, slug: str) -> Response | str:
    """Do it, and go back to the request; or the form again with what is wrong."""
    action = _action(slug)
    if SAVE_BUTTON in request.form:
        return _save_draft(reference, slug)
    view = look_up(reference)
    form = _form(action, view, request.form)
    status = 400
    if form.validate_on_submit():
        try:
            give(action, view, form)
        except CallProblem as refused:
            if refused.code == problems.STALE:
                return _somebody_was_quicker(action, reference, form, refused)
            if not shown_on_form(refused, form):
                raise
            status = _STATUS.get(refused.code, 409)
        else:
            if action.is_written:
                drafts.forget(_draft_name(slug, reference))
            flash(_named(action.done, view), "success")
            return redirect(url_for("request_page.show", reference=view.reference), 303)
    return make_response(_page(action, view, form), status)


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


def _form(action: Action, view: RequestView, typed: MultiDict[str, str] | None) -> CommandForm:
    form = action.form(formdata=typed)
    if isinstance(form, NextStepForm):
        form.holder_id.choices = people_choices(view.officers, "Choose an officer")
        if not typed:
            form.holder_id.data = _likely_holder(view)
    if isinstance(form, OfficerForm):
        form.officer_id.choices = people_choices(_who_could(action, view), "Choose an officer")
    return form


def _likely_holder(view: RequestView) -> str | None:
    """The one officer who has it; while nobody has, whoever is answering."""
    assigned = [officer["person_id"] for officer in view.facts["assigned"]]
    if len(assigned) == 1:
        return str(assigned[0])
    return None if assigned else signed_in_person().id


def _who_could(action: Action, view: RequestView) -> list[dict[str, str]]:
    """Whom it can be given to, or taken off. Everybody when posted: the service knows best who has it now."""
    assigned: list[dict[str, str]] = view.facts["assigned"]
    if request.method == "POST":
        return [*view.officers, *(one for one in assigned if one not in view.officers)]
    if action.slug == "unassign":
        return assigned
    return [one for one in view.officers if one not in assigned]


def _page(action: Action, view: RequestView, form: CommandForm, kept: drafts.Draft | None = None) -> str:
    words = {name: _named(getattr(action, name) or "", view) for name in ("title", "button", "explained")}
    more: dict[str, Any] = {
        "takes_question_back": action.takes_back and view.state == "awaiting_member",
        "new_form": lambda: ConfirmForm(formdata=None),
    }
    return render_template(
        action.template,
        view=view,
        facts=view.facts,
        action=action,
        form=form,
        draft=kept,
        words=words,
        **more,
    )


def _named(text: str, view: RequestView) -> str:
    return text.format(service=view.facts["service"], member=view.facts["member"])
