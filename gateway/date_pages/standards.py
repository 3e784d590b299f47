"""How long clocks are, for administrators: by service, category and priority, from a day on."""

from datetime import time
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from gateway.asking import ask, command_from_form
from gateway.error_handling import shown_on_form
from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, ShortText
from gateway.service_clients.outcome import CallProblem
from gateway.wording import CLOCKS, PRIORITIES, counted
from services.contracts import sla_calls
from services.contracts.sla_vocabulary import STANDARD_CLOCKS

blueprint = Blueprint("standards", __name__, url_prefix="/administration/standards")

LONGEST = 250


class StandardForm(CommandForm):
    """One standard."""

    clock = SelectField(
        "What is due", choices=[SelectChoice(clock, CLOCKS[clock]) for clock in STANDARD_CLOCKS]
    )
    working_days = IntegerField(
        "Working days",
        [
            InputRequired("Enter how many working days, for example 20"),
            NumberRange(1, LONGEST, f"Working days must be between 1 and {LONGEST}"),
        ],
    )
    starts = DateField("From", [InputRequired("Enter the day from which it counts")])
    service_id = SelectField("Service", validate_choice=False)
    category_id = SelectField("Category", validate_choice=False)
    priority = SelectField(
        "Priority", choices=[SelectChoice("", "Any"), *(SelectChoice(*pair) for pair in PRIORITIES.items())]
    )
    cut_off = ShortText("Cut-off time", limit=5)

    def validate_cut_off(self, field: ShortText) -> None:
        """A time of day, or nothing."""
        try:
            field.data = time.fromisoformat(field.data).isoformat("minutes") if field.data else ""
        except ValueError:
            raise ValidationError("Write a time like 16:00, or leave it empty") from None


@blueprint.get("")
def show() -> str:
    """All standards, and the form for another."""
    return _page(StandardForm(formdata=None))


@blueprint.post("")
def record() -> Response | str:
    """Record it; what runs or is paused is worked out again."""
    form = StandardForm()
    if not form.validate():
        return make_response(_page(form), 400)
    try:
        recorded = command_from_form(sla_calls.RECORD_STANDARD, _body(form), form).result
    except CallProblem as refused:
        if not shown_on_form(refused, form):
            raise
        return make_response(_page(form), 400)
    waiting = counted(recorded["waiting"], "request")
    flash(f"The standard is recorded. The dates of {waiting} are worked out again.", "success")
    return redirect(url_for("standards.show"), 303)


def _body(form: StandardForm) -> dict[str, Any]:
    plain = {"clock": form.clock.data, "working_days": form.working_days.data}
    starts = form.starts.data.isoformat() if form.starts.data else None
    narrow = {name: form[name].data or None for name in ("service_id", "category_id", "priority", "cut_off")}
    return plain | {"starts": starts} | narrow


def _page(form: StandardForm) -> str:
    found = ask(sla_calls.STANDARDS).result
    services = {one["id"]: one["name"] for one in found["services"]}
    form.service_id.choices = [SelectChoice("", "Any"), *(SelectChoice(*pair) for pair in services.items())]
    form.category_id.choices = [
        SelectChoice("", "Any"),
        *(
            SelectChoice(one["id"], f"{one['name']} ({services.get(one['service_id'], '')})")
            for one in found["categories"]
        ),
    ]
    return render_template("dates/standards.html", form=form, standards=found["standards"])
