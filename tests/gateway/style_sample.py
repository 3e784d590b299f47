"""A tiny app that shows the base template and every macro, to be looked at by tests and by people."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, abort, flash, redirect, render_template
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from gateway.error_pages import register_error_pages, unavailable
from gateway.face import dress
from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, LongText, ShortText
from services.chassis.clock import FixedClock

SAMPLE_PAGES = Path(__file__).parent / "sample_pages"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SERVICES = [SelectChoice("roads", "Roads and Infrastructure"), SelectChoice("education", "Education")]


class SampleForm(CommandForm):
    """One field of each kind."""

    subject = ShortText("Subject", [DataRequired("Enter a subject")], limit=40)
    ask = LongText("The ask", [DataRequired("Say what you want done")], limit=200)
    kind = RadioField(
        "What do you need?",
        [InputRequired("Choose information or action")],
        choices=[SelectChoice("information", "Information"), SelectChoice("action", "Action")],
    )
    service = SelectField("Service", choices=SERVICES)
    received = DateField("Date it came in")
    sharing = SelectMultipleField("Who may see it?", choices=[SelectChoice("ward", "My ward colleagues")])
    agreed = BooleanField("The constituent has agreed")


class MessageForm(CommandForm):
    """A message on the request page."""

    message = LongText("Message", limit=10_000)


class FilterForm(FlaskForm):
    """What narrows the list."""

    words = StringField("Words")
    service = SelectField("Service", choices=[SelectChoice("", "All services"), *SERVICES])


def sample_app() -> Flask:
    """The app. Its clock stands at noon on Saturday 21 November 2026."""
    app = Flask("gateway")
    app.config.update(SECRET_KEY="sample", PROPAGATE_EXCEPTIONS=False)
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(SAMPLE_PAGES)])
    CSRFProtect(app)
    dress(app, FixedClock(NOON), form_targets=["https://identity.example"])
    register_error_pages(app)
    app.context_processor(context)
    add_pages(app)
    return app


def context() -> dict[str, Any]:
    """What the base template reads, as the real app would give it."""
    person = {"name": "Ailsa Munro", "role": "Member", "account_url": "/account", "sign_out_url": "/out"}
    return {
        "demonstration": True,
        "signed_in": person,
        "idle": {"minutes": 15, "stay_url": "/stay", "sign_in_url": "/in"},
        "service_navigation": [
            {"text": "Your requests", "href": "/portfolio", "key": "requests"},
            {"text": "Your ward", "href": "/ward", "key": "ward"},
        ],
    }


def add_pages(app: Flask) -> None:
    """The sample's routes."""
    app.add_url_rule("/request", view_func=request_page, methods=["GET", "POST"])
    app.add_url_rule("/form", view_func=form_page, methods=["GET", "POST"])
    app.add_url_rule("/portfolio", view_func=portfolio_page)
    app.add_url_rule("/sent", view_func=sent_page)
    app.add_url_rule("/told", view_func=told_page)
    app.add_url_rule("/broken", view_func=broken_page)
    app.add_url_rule("/stale", view_func=stale_page)
    app.add_url_rule("/away", view_func=unavailable, methods=["GET", "POST"])
    app.add_url_rule("/drafts/sample", "draft", view_func=lambda: "Draft saved at midday", methods=["POST"])
    app.add_url_rule("/stay", "stay", view_func=lambda: ("", 204))
    app.add_url_rule("/fault/<int:code>", "fault", view_func=abort)


def request_page() -> str:
    return render_template("request.html", form=MessageForm())


def form_page() -> str | Response:
    form = SampleForm()
    if form.validate_on_submit():
        return redirect("/sent")
    return render_template("form.html", form=form)


def portfolio_page() -> str:
    return render_template("portfolio.html", filters=FilterForm(meta={"csrf": False}))


def sent_page() -> str:
    return render_template("sent.html")


def told_page() -> Response:
    flash("Your message was sent to Roads and Infrastructure.", "success")
    return redirect("/portfolio")


def broken_page() -> str:
    raise RuntimeError("planted")


def stale_page() -> tuple[str, int]:
    texts = {"yours": [("Message", "Mine, 2 lines\nlong")], "theirs": [("The ask", "Theirs <b>")]}
    return render_template("errors/409.html", current_url="/request", **texts), 409
