"""The page of one request, shared by its member, the desk and the officers of its service."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.asking import ask, ask_together
from gateway.current_person import signed_in_person
from gateway.forms.base import CommandForm
from gateway.parts import parts
from gateway.request_pages.action_forms import ConfirmForm, MessageForm
from gateway.request_pages.drafts import Draft, draft_question, found_draft
from gateway.request_pages.offers import offers
from gateway.request_pages.request_view import RequestView, request_question, viewed
from gateway.request_pages.standing_words import standing_words
from gateway.request_pages.timeline_words import told
from services.chassis.clock import council_date
from services.contracts import requests_calls

blueprint = Blueprint("request_page", __name__)


@blueprint.get("/requests/<reference>")
def show(reference: str) -> Response | str:
    """The request: who has it, what next, what happened, and what the reader may do now."""
    asked, kept = ask_together(request_question(reference), draft_question(f"message:{reference}"))
    view = viewed(asked)
    if view.reference != reference:
        return redirect(url_for("request_page.show", reference=view.reference), 303)
    return render_template("request/show.html", **_shown(view, found_draft(kept)))


@blueprint.post("/requests/<reference>/seen")
def seen(reference: str) -> Response:
    """What the reader has seen is no longer new to them; sent by the page itself, or by its button."""
    sequence = request.form.get("sequence", type=int) or 1
    ask(
        requests_calls.MARK_SEEN,
        {"request_id": request.form.get("request_id", ""), "sequence": max(1, sequence)},
    )
    if "HX-Request" in request.headers:
        return Response(status=204)
    return redirect(url_for("request_page.show", reference=reference), 303)


def _shown(view: RequestView, draft: Draft | None) -> dict[str, Any]:
    person_id = signed_in_person().id
    return {
        "view": view,
        "facts": view.facts,
        "standing": standing_words(view, council_date(parts().clock.now())),
        "entries": told(view),
        "offers": offers(view, person_id),
        "person_id": person_id,
        "message_form": _unsent(MessageForm(formdata=draft.formdata if draft else None), view),
        "new_form": lambda: _unsent(ConfirmForm(formdata=None), view),
        "draft": draft,
    }


def _unsent(form: CommandForm, view: RequestView) -> CommandForm:
    form.version.data = str(view.sequence)
    return form
