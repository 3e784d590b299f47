"""What was typed while a session expired is kept as the person's draft, and offered after signing in."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.attachments.form_files import CHOSEN, READY
from gateway.correlation import correlation_id
from gateway.error_pages import OWN_FIELDS, posted, typed_texts
from gateway.parts import parts
from gateway.people import Person
from gateway.return_path import safe_path
from gateway.service_clients.clients import Ask
from gateway.service_clients.outcome import CallProblem
from services.contracts import requests_calls

View = TypeVar("View", bound=Callable[..., Any])

SAVE_BUTTON = "save_draft"
_NAME = "draft_name"
_BACK = "draft_back"


def keeps_typing(name: str, back: str | None = None) -> Callable[[View], View]:
    """Mark a view that takes a form: its draft is called `name`, filled in with the view's arguments.

    `back` is the endpoint that shows the form, when it is not the same path.
    """

    def mark(view: View) -> View:
        setattr(view, _NAME, name)
        setattr(view, _BACK, back)
        return view

    return mark


def back_to_the_form() -> str:
    """The path of the page that the posted form was on."""
    view = current_app.view_functions[request.endpoint or ""]
    back = getattr(view, _BACK, None)
    if back:
        return url_for(back, **(request.view_args or {}))
    adapter = current_app.create_url_adapter(request)
    if adapter is not None and adapter.test(request.path, "GET"):
        return safe_path(request.path)
    return "/"


def keep_typing(person: Person | None) -> Response:
    """The answer to a form posted without a session that is open: nothing typed is lost."""
    back = back_to_the_form()
    typed = typed_texts()
    if typed and not _saved(person):
        page = render_template("errors/expired.html", typed=typed, action=back)
        return Response(page, 403, content_type="text/html; charset=utf-8")
    return redirect(url_for("sign_in.choose", next=back), 303)


def posted_content() -> dict[str, str]:
    """What a draft keeps of the posted form."""
    return {
        name: text
        for name, text in (*request.form.items(), *posted())
        if name == READY or name not in (*OWN_FIELDS, SAVE_BUTTON, CHOSEN)
    }


def _saved(person: Person | None) -> bool:
    name = getattr(current_app.view_functions[request.endpoint or ""], _NAME, None)
    role = person.main_role if person else None
    if person is None or role is None or name is None:
        return False
    body = {"form": name.format(**(request.view_args or {})), "content": posted_content()}
    ask = Ask(requests_calls.SAVE_DRAFT, body, person.acting_as(role), correlation_id=correlation_id())
    try:
        parts().clients.ask(ask)
    except CallProblem:
        return False
    return True
