"""The page of one request, shared by its member, the desk and the officers of its service."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.asking import ask, ask_together, question
from gateway.current_person import signed_in_person
from gateway.feedback_pages.on_request import feedback_of
from gateway.forms.base import CommandForm
from gateway.parts import parts
from gateway.request_pages.actions import ACTIONS
from gateway.request_pages.drafts import Draft, draft_question, found_draft
from gateway.request_pages.forms.plain import ConfirmForm, MessageForm
from gateway.request_pages.naming import named
from gateway.request_pages.offers import is_permitted, may_add_files, offers
from gateway.request_pages.request_view import RequestView, request_question, viewed
from gateway.request_pages.standing_words import standing_words, urgency_reason
from gateway.request_pages.timeline_words import told
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem
from services.chassis.clock import council_date
from services.contracts import requests_calls
from services.contracts.requests_query_bodies import MOST_TOLD
from services.contracts.vocabulary import MEMBER

blueprint = Blueprint("request_page", __name__)

DATES_FOLLOW_WITHIN = timedelta(seconds=30)


@blueprint.get("/requests/<reference>")
def show(reference: str) -> Response | str:
    """The request: who has it, what next, what happened, and what the reader may do now."""
    noted = _diary_question(reference)
    asked, kept, *notes = ask_together(
        request_question(reference), draft_question(f"message:{reference}"), *noted
    )
    view = viewed(asked)
    if view.reference != reference:
        return redirect(url_for("request_page.show", reference=view.reference), 303)
    if view.is_glimpse:
        return render_template("request/glimpse.html", view=view, facts=view.facts, **_tools(view))
    return render_template("request/show.html", notes=_notes(notes), **shown(view, found_draft(kept)))


@blueprint.post("/requests/<reference>/seen")
def seen(reference: str) -> Response:
    """What the reader has seen is no longer new to them; sent by the page itself, or by its button."""
    sequence = request.form.get("sequence", type=int) or 1
    dates_told = request.form.get("dates_told", type=int) or 0
    ask(
        requests_calls.MARK_SEEN,
        {
            "request_id": request.form.get("request_id", ""),
            "sequence": max(1, sequence),
            "dates_told": max(0, min(dates_told, MOST_TOLD)),
        },
    )
    if "HX-Request" in request.headers:
        return Response(status=204)
    return redirect(url_for("request_page.show", reference=reference), 303)


def _diary_question(reference: str) -> list[Ask]:
    """What its reader has noted of it, when they are a member: they alone have diaries."""
    if not signed_in_person().holds(MEMBER):
        return []
    return [question(requests_calls.DIARY, {"reference": reference})]


def _notes(asked: Sequence[Settled]) -> list[dict[str, Any]] | None:
    """The notes; None for who has no diary. A page is shown without them rather than not at all."""
    if not asked:
        return None
    return [] if isinstance(asked[0], CallProblem) else list(asked[0].result["entries"])


def shown(view: RequestView, draft: Draft | None = None) -> dict[str, Any]:
    """What the templates of the page are filled with."""
    person_id = signed_in_person().id
    return {
        "view": view,
        "facts": view.facts,
        "standing": standing_words(view, council_date(parts().clock.now())),
        "entries": told(view),
        "dates_may_follow": _has_just_changed(view),
        "offers": offers(view, person_id),
        "urgency_reason": urgency_reason(view),
        "person_id": person_id,
        "message_form": _unsent(MessageForm(formdata=draft.formdata if draft else None), view),
        "draft": draft,
        "may_add_files": may_add_files(view),
        "feedback": feedback_of(view),
        **_tools(view),
    }


def _tools(view: RequestView) -> dict[str, Any]:
    """What the page makes links and small forms with."""
    return {
        "named": lambda text: named(text, view),
        "may": lambda slug: is_permitted(ACTIONS[slug], view),
        "action_named": ACTIONS.__getitem__,
        "new_form": lambda: _unsent(ConfirmForm(formdata=None), view),
    }


def _has_just_changed(view: RequestView) -> bool:
    """Whether something happened so lately that its dates may still be worked out."""
    if not view.timeline:
        return False
    happened = datetime.fromisoformat(view.timeline[-1]["time"])
    return parts().clock.now() - happened < DATES_FOLLOW_WITHIN


def _unsent(form: CommandForm, view: RequestView) -> CommandForm:
    form.version.data = str(view.sequence)
    return form
