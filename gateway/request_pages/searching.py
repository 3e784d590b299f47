"""Finding requests by words or references, among those that one may see."""

from flask import Blueprint, render_template, request
from flask_wtf import FlaskForm

from gateway.asking import ask
from gateway.current_person import signed_in_person
from gateway.forms.fields import ShortText
from services.contracts import requests_calls
from services.contracts.vocabulary import INFORMATION_GOVERNANCE, MEMBER, MEMBER_SERVICES

blueprint = Blueprint("searching", __name__)

LONGEST = 200
FOUND_IN = {
    "subject": "subject",
    "place": "place",
    "category": "category",
    "reference": "reference",
    "earlier_case": "earlier case",
    "job_number": "job number",
    "messages": "messages",
    "notes": "notes",
}
# Whose requests are searched, by what the reader holds.
_AMONG = {
    MEMBER: "Among your own requests, those that you joined, and what your ward’s members share.",
    MEMBER_SERVICES: "Among the requests of all members.",
    INFORMATION_GOVERNANCE: "Among the requests of all members.",
}


class SearchForm(FlaskForm):
    """Words, or a reference."""

    class Meta:
        csrf = False

    words = ShortText(
        "Words or a reference",
        limit=LONGEST,
        description="Every word has to be there; the last one may be its beginning. Case and accents do not "
        "matter.",
    )


@blueprint.get("/search")
def show() -> str:
    """The form, and what was found."""
    form = SearchForm(formdata=request.args)
    words = (form.words.data or "")[:LONGEST]
    answer = ask(requests_calls.SEARCH, {"words": words}).result if words else None
    person = signed_in_person()
    among = next((text for role, text in _AMONG.items() if person.holds(role)), None)
    return render_template(
        "request/search.html",
        form=form,
        words=words,
        answer=answer,
        among=among or "Among the requests of your services.",
        reader="member" if person.holds(MEMBER) else "officer",
        found_in=FOUND_IN,
    )
