"""What the figures are of: a period, and a part of what one may see. It stands in the address."""

from datetime import date
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from gateway.forms.fields import BOXES, DateField
from gateway.people import Person
from gateway.wording import CHANNELS, PRIORITIES
from services.contracts.vocabulary import MEMBER

# Field → the name that the call knows it by.
FILTERS = {
    "service": "service_id",
    "category": "category_id",
    "ward": "ward_id",
    "channel": "channel",
    "priority": "priority",
}
CHOSEN_FROM = {"service": "services", "category": "categories", "ward": "wards"}
_CLOSED = {"channel": CHANNELS, "priority": PRIORITIES}
_ALL = {
    "service": "All services",
    "category": "All categories",
    "ward": "All wards",
    "channel": "Both",
    "priority": "Both",
}
OWN, LONGEST = "own", 100
DAYS = ("first", "last")


class FiguresForm(FlaskForm):
    """A period and a part. One of category, ward, channel and priority may be chosen at a time."""

    class Meta:
        csrf = False

    first = DateField("From", description="The first request, if you leave it empty")
    last = DateField("To the end of", description="Today, if you leave it empty")
    whose = SelectField("Whose", validate_choice=False)
    service = SelectField("Service", validate_choice=False)
    category = SelectField("Category", validate_choice=False)
    ward = SelectField("Ward", validate_choice=False)
    channel = SelectField("How it came in", validate_choice=False)
    priority = SelectField("Priority", validate_choice=False)


def asked_form(person: Person) -> FiguresForm:
    """The form as the address fills it; `errors` says what of it cannot be read."""
    form = FiguresForm(formdata=request.args)
    form.whose.choices = [SelectChoice("", "All that you may see"), SelectChoice(OWN, "Your own requests")]
    for name in FILTERS:
        words = _CLOSED.get(name, {})
        form[name].choices = [SelectChoice("", _ALL[name]), *(SelectChoice(*pair) for pair in words.items())]
    form.validate()
    if person.role_names == {MEMBER} or not person.holds(MEMBER):
        del form.whose
    return form


def offer(form: FiguresForm, choices: dict[str, list[dict[str, str]]]) -> None:
    """Fill the lists with what reporting knows."""
    for name, kind in CHOSEN_FROM.items():
        found = [SelectChoice(one["id"], one["name"]) for one in choices[kind]]
        form[name].choices = [SelectChoice("", _ALL[name]), *found]


def body_of(form: FiguresForm, person: Person) -> dict[str, Any]:
    """The call's filters; what is not chosen is None."""
    body: dict[str, Any] = {name: _day(form[name].data) for name in DAYS}
    for name, wire in FILTERS.items():
        body[wire] = (form[name].data or "").strip()[:LONGEST] or None
    if "whose" in form and form.whose.data == OWN:
        body["member_id"] = person.id
    return body


def in_the_address(form: FiguresForm, **changed: date | str | None) -> dict[str, Any]:
    """What is chosen, as the address names it, but for what is `changed`."""
    chosen: dict[str, Any] = {name: form[name].data for name in (*DAYS, *FILTERS, "whose") if name in form}
    address: dict[str, Any] = {}
    for name, value in (chosen | changed).items():
        if isinstance(value, date):
            address |= {f"{name}-{box}": getattr(value, box) for box in BOXES}
        elif value:
            address[name] = value
    return address


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
