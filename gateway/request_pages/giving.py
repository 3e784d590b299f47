"""Giving a command to a request: what was typed is never lost, whatever comes of it."""

from typing import Any

from flask import make_response, render_template
from werkzeug.wrappers import Response

from gateway.asking import command_from_form
from gateway.attachments.giving_files import let_go
from gateway.forms.base import CommandForm
from gateway.parts import parts
from gateway.request_pages.action import Action
from gateway.request_pages.actions import HOUSEKEEPING
from gateway.request_pages.drafts import DRAFT, forget, with_draft
from gateway.request_pages.forms.values import arguments, typed_words
from gateway.request_pages.request_view import RequestView
from gateway.request_pages.timeline_words import heard, told_entry
from gateway.screening import with_reason
from gateway.service_clients.outcome import CallProblem
from gateway.wording import instant_in_words
from services.chassis.clock import council_date
from services.contracts import problems
from services.contracts import requests_calls as calls
from services.contracts.requests_calls import OWNERS

# Who in the service has a request does not change what a message or an answer to it means.
_DOES_NOT_MATTER = {"officer_assigned", "officer_unassigned"}


def give(action: Action, view: RequestView, form: CommandForm, draft: str) -> None:
    """Carry the form's command out, after which its `draft` is no more.

    Raises CallProblem; stale too when somebody else did something.
    """
    if action.call.name in HOUSEKEEPING:
        form.version.data = None  # who has it can change whatever else was said meanwhile
    had = [file["content_hash"] for file in view.facts.get("attachments", ())]
    body = with_reason({"request_id": view.id} | arguments(form, action.call), action.call)
    if action.is_written:
        body = with_draft(body, action.call, draft)
    for_member = str(view.facts["member_id"]) if action.call.roles == OWNERS else None
    try:
        command_from_form(action.call, body, form, for_member)
    except CallProblem as refused:
        if not _may_go_on(refused):
            raise
        form.version.data = str(refused.problem.details["sequence"])
        command_from_form(action.call, body, form, for_member)
    if action.is_written and DRAFT not in body:
        forget(draft)
    if had and action.call.name == calls.REDACT.name:
        let_go(had)


def stale_page(view: RequestView, form: CommandForm, refused: CallProblem, current_url: str) -> Response:
    """What happened meanwhile beside what was typed; `current_url`: where to read on."""
    page = render_template(
        "errors/409.html",
        message=None if happened(refused) else refused.problem.message,
        theirs=[heard(told_entry(entry, view), _when) for entry in happened(refused)],
        yours=typed_words(form),
        current_url=current_url,
    )
    return make_response(page, 409)


def happened(refused: CallProblem) -> list[dict[str, Any]]:
    """The timeline's entries since the page was read."""
    return list(refused.problem.details.get("happened", ()))


def _may_go_on(refused: CallProblem) -> bool:
    if refused.code != problems.STALE:
        return False
    types = {entry["type"] for entry in happened(refused)}
    return bool(types) and types <= _DOES_NOT_MATTER


def _when(instant: str) -> str:
    return instant_in_words(instant, council_date(parts().clock.now()))
