"""What people see when something goes wrong: a page that says what to do, and keeps what they typed."""

from secrets import token_hex

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from gateway.wording import sentence_case

PLAIN_PAGES = (400, 403, 404, 405, 413, 429)
OWN_FIELDS = ("csrf_token", "key", "version", "ready_files", "leave_out")
_INSTEAD = "posted_instead"
TRY_AGAIN_SECONDS = "60"

Posted = list[tuple[str, str]]


def register_error_pages(app: Flask) -> None:
    """Answer every failure of `app` with its page."""
    for status in PLAIN_PAGES:
        app.register_error_handler(status, plain_page)
    app.register_error_handler(CSRFError, expired_page)
    app.register_error_handler(500, broken_page)


def plain_page(error: HTTPException) -> Response:
    """The page of this status, with the headers that belong to it (Allow, Retry-After)."""
    response = make_response(error.get_response(request.environ))
    response.content_type = "text/html; charset=utf-8"
    response.set_data(render_template(f"errors/{error.code}.html"))
    return response


def expired_page(error: CSRFError) -> Response:
    """The form's token is missing or old. Only what our own page sent is shown as what was typed."""
    ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    typed = typed_texts() if ours else []
    return make_response(render_template("errors/expired.html", typed=typed, action=request.full_path), 400)


def broken_page(_: InternalServerError) -> Response:
    """A fault of ours, under a reference that can be read out. Flask has logged the traceback just before."""
    reference = token_hex(4).upper()
    current_app.logger.error("%s failed, reference %s", request.endpoint, reference)
    return make_response(render_template("errors/500.html", reference=reference), 500)


def unavailable() -> Response:
    """The answer while a service or the bus is away: the same form again, with the same key."""
    fields = [(name, value) for name, value in posted() if name != "csrf_token"]
    page = render_template("errors/503.html", typed=typed_texts(), fields=fields, action=request.full_path)
    response = make_response(page, 503)
    response.headers["Retry-After"] = TRY_AGAIN_SECONDS
    return response


def posted() -> Posted:
    """The names and values of the posted form, in their order, as far as they stand for themselves."""
    instead: dict[str, str] = g.get(_INSTEAD, {})
    sent = [(name, value) for name, values in request.form.lists() for value in values]
    return [(name, value) for name, value in sent if name not in instead] + list(instead.items())


def post_instead(name: str, value: str) -> None:
    """When this form has to be sent once more, let it say `value` by `name`: its files were taken in."""
    g.setdefault(_INSTEAD, {})[name] = value


def typed_texts() -> Posted:
    """What a person typed, each with a readable label; ids of what they chose from a list are left out."""
    return [
        (sentence_case(name.replace("_", " ").replace("-", " ")), value)
        for name, value in posted()
        if name not in OWN_FIELDS and not name.endswith("_id") and value.strip()
    ]
