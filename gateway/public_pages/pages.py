"""The front page, the accessibility statement and the privacy notice."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from gateway.current_person import current_person
from gateway.navigation import start_page

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
def home() -> Response | str:
    """The front page, or the start page of who is signed in."""
    person = current_person()
    return redirect(start_page(person), 303) if person else render_template("public/home.html")


@blueprint.get("/accessibility")
def accessibility() -> str:
    """How accessible Member Zone is."""
    return render_template("public/accessibility.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """What Member Zone knows about people."""
    return render_template("public/privacy.html")
