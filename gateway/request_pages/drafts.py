"""Drafts: what was typed into a form and not sent, kept with the requests service for its writer only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gateway.asking import ask, question
from gateway.kept_typing import posted_content
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem
from gateway.wording import time_in_words
from services.contracts import problems, requests_calls
from services.contracts.calls import Call

RAISE = "raise"
DRAFT = "draft"
# What a person types; a draft of mere choices is not worth offering.
WORDS = (
    *("subject", "place", "what_happened", "ask", "earlier_case"),
    *("message", "next_step", "limitation", "outside_body", "shareable", "reason"),
    *("name", "contact", "agreed_to", "agreed_how"),
)
NOT_SAVED = "Your draft could not be saved just now. What you typed is still on this page."


@dataclass(frozen=True)
class Draft:
    """What was typed, by field, and when it was kept (an instant)."""

    content: dict[str, str]
    saved_at: str

    @property
    def formdata(self) -> MultiDict[str, str]:
        """The draft as a form takes it."""
        return MultiDict(self.content)


def draft_question(form: str) -> Ask:
    """DRAFT, to be asked together with others."""
    return question(requests_calls.DRAFT, {"form": form})


def found_draft(settled: Settled) -> Draft | None:
    """The draft in an answer. A page is shown without its draft rather than not at all."""
    if isinstance(settled, CallProblem) or not settled.result["draft"]:
        return None
    return Draft(settled.result["draft"], settled.result["saved_at"])


def save_posted(form: str) -> str | None:
    """Keep what this request posted; when it was kept, or None when nothing is typed. Raises CallProblem."""
    if not any(request.form.get(name, "").strip() for name in WORDS):
        ask(requests_calls.DISCARD_DRAFT, {"form": form})
        return None
    saved = ask(requests_calls.SAVE_DRAFT, {"form": form, "content": posted_content()})
    return str(saved.result["saved_at"])


def save_quietly(form: str) -> None:
    """Keep what was posted as well as can be: the page shows it anyway."""
    try:
        save_posted(form)
    except CallProblem:
        return


def with_draft(body: dict[str, Any], call: Call, form: str) -> dict[str, Any]:
    """The command's body with the draft that is forgotten as it is carried out, where it takes one."""
    return body | {DRAFT: form} if DRAFT in call.schema.fields else body


def forget(form: str) -> None:
    """A draft goes. One that stays, as the service is away, can be discarded later."""
    try:
        ask(requests_calls.DISCARD_DRAFT, {"form": form})
    except CallProblem:
        return


def autosaved(form: str) -> Response:
    """The short text that a form shows after saving itself."""
    try:
        saved_at = save_posted(form)
    except CallProblem as refused:
        told = refused.problem.message if refused.code == problems.INVALID else NOT_SAVED
        return Response(told, mimetype="text/plain")
    if saved_at is None:
        return Response(status=204)
    return Response(
        f"Draft saved at {time_in_words(datetime.fromisoformat(saved_at))}", mimetype="text/plain"
    )
