"""Everything that somebody typed and did not send, with the way back to it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.asking import ask
from gateway.request_pages import drafts
from gateway.request_pages.actions import ACTIONS
from services.contracts import requests_calls
from services.contracts.vocabulary import DRAFT_NAME_LIMIT

blueprint = Blueprint("drafts", __name__)

# What an action's title names where no request is looked at.
_GENERAL = {"service": "the service", "member": "the member", "other": "the other side", "day": "the date"}


@blueprint.get("/drafts")
def show() -> str:
    """The list, latest first."""
    found = ask(requests_calls.DRAFTS).result["drafts"]
    return render_template("request/drafts.html", drafts=[draft | _told(draft) for draft in found])


@blueprint.post("/drafts/discard")
def discard() -> Response:
    """Throw one of them away."""
    drafts.forget(request.form.get("form", "")[:DRAFT_NAME_LIMIT] or drafts.RAISE)
    flash("The draft is gone.")
    return redirect(url_for("drafts.show"), 303)


def _told(draft: dict[str, Any]) -> dict[str, str | None]:
    """`title`, and `href`: where one goes on with it, None where nobody knows."""
    form, _, about = str(draft["form"]).partition(":")
    if form == drafts.RAISE:
        return {"title": draft["subject"] or "A request to raise", "href": url_for("raising.show")}
    if form in ACTIONS:
        title = ACTIONS[form].title.format(**_GENERAL)
        href = url_for("request_action.show", reference=about, slug=form)
        return {"title": f"{title}, {about}", "href": href}
    if form == "diary":
        href = url_for("diary.show_of_request", reference=about) if about else url_for("diary.show")
        return {"title": f"A note about {about}" if about else "A note in your diary", "href": href}
    if form == "diary-entry":
        return {"title": "A changed note in your diary", "href": url_for("diary.entry", entry_id=about)}
    return {"title": "Something that you typed", "href": None}
