"""The sum for any dates, for anybody signed in: received then, so many working days, due by when."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from gateway.asking import ask
from gateway.forms.fields import DateField
from services.contracts import sla_calls

blueprint = Blueprint("working_days", __name__)

LONGEST = 250


class SumForm(FlaskForm):
    """One sum: by the council's calendar, or by Scotland's bank holidays alone."""

    class Meta:
        csrf = False

    received = DateField("The day it came in", [InputRequired("Enter the day it came in")])
    working_days = IntegerField(
        "Working days",
        [
            InputRequired("Enter how many working days, for example 20"),
            NumberRange(1, LONGEST, f"Working days must be between 1 and {LONGEST}"),
        ],
    )
    asked = DateField("The day a question was asked")
    told = DateField("The day it was answered")
    answered = DateField("The day of the answer")
    by = RadioField(
        "By which calendar",
        choices=[
            SelectChoice("council", "The council’s: with what it has closed, or works after all"),
            SelectChoice("bank", "Scotland’s bank holidays alone"),
        ],
        default="council",
    )

    def validate_told(self, field: DateField) -> None:
        """A question and its answer belong together, in their order."""
        if (self.asked.data is None) != (field.data is None):
            raise ValidationError("Enter both days of a question, or neither")
        if self.asked.data and field.data and field.data < self.asked.data:
            raise ValidationError("The day it was answered must be the day it was asked, or later")


@blueprint.get("/working-days")
def show() -> tuple[str, int] | str:
    """The form, and once it is filled in the sum with every day."""
    form = SumForm(formdata=request.args or None)
    if not request.args:
        return render_template("dates/working_days.html", form=form, result=None)
    if not form.validate():
        return render_template("dates/working_days.html", form=form, result=None), 400
    [result] = ask(sla_calls.WORK_OUT, _body(form)).result["results"]
    if "error" in result:
        form.received.errors = ["Enter days between 1900 and 2200"]
        return render_template("dates/working_days.html", form=form, result=None), 400
    return render_template("dates/working_days.html", form=form, result=result)


def _body(form: SumForm) -> dict[str, Any]:
    line: dict[str, Any] = {"working_days": form.working_days.data}
    line["received"] = form.received.data.isoformat() if form.received.data else ""
    if form.asked.data and form.told.data:
        line["pauses"] = [[form.asked.data.isoformat(), form.told.data.isoformat()]]
    if form.answered.data:
        line["answered"] = form.answered.data.isoformat()
    return {"lines": [line], "council": form.by.data == "council", "days": True}
