"""A member's own constituents: what they agreed to, and the requests that were made for them."""

from flask import Blueprint, render_template, request
from flask_wtf import FlaskForm

from gateway.asking import ask
from gateway.forms.fields import ShortText
from services.contracts import requests_calls
from services.contracts.vocabulary import CONSTITUENT_NAME_LIMIT

blueprint = Blueprint("constituents", __name__)


class NameForm(FlaskForm):
    """A part of somebody's name."""

    class Meta:
        csrf = False

    name = ShortText("Name, or a part of it", limit=CONSTITUENT_NAME_LIMIT)


@blueprint.get("/constituents")
def show() -> str:
    """Everybody, or those with that in their name."""
    form = NameForm(formdata=request.args)
    name = (form.name.data or "")[:CONSTITUENT_NAME_LIMIT]
    found = ask(requests_calls.CONSTITUENTS, {"name": name}).result["constituents"]
    return render_template("member/constituents.html", form=form, found=found, name=name)
