"""The day and the period that a paper is asked for; they stand in the address."""

from datetime import date
from typing import Any

from flask import request, url_for
from flask_wtf import FlaskForm

from gateway.documents.content import Opens
from gateway.documents.paper import Paper
from gateway.figure_pages.sections import month_days
from gateway.forms.fields import BOXES, DateField
from gateway.parts import parts
from services.chassis.clock import council_date

FIELDS = ("as_at", "since")


class PeriodForm(FlaskForm):
    """As at which day, and from which day on."""

    class Meta:
        csrf = False

    as_at = DateField("As at the end of", description="Today, if you leave it empty")
    since = DateField("Counted from", description="The first request ever, if you leave it empty")


def asked_period() -> PeriodForm:
    """The form as the address fills it; `errors` says what of it cannot be read."""
    form = PeriodForm(formdata=request.args)
    form.validate()
    return form


def body_of(form: PeriodForm) -> dict[str, Any]:
    """The call's body: a day that is not given is today, a beginning that is not given all there is."""
    as_at: date = form.as_at.data or council_date(parts().clock.now())
    return {"as_at": as_at.isoformat(), "since": form.since.data.isoformat() if form.since.data else None}


def in_the_address(body: dict[str, Any]) -> dict[str, Any]:
    """The period as the address names it."""
    days = {name: date.fromisoformat(body[name]) for name in FIELDS if body[name]}
    return {f"{name}-{box}": str(getattr(day, box)) for name, day in days.items() for box in BOXES}


def open_figure(opens: Opens, paper: Paper) -> str:
    """The address of the requests behind a figure of a paper, or of one of its months."""
    days = {"last": paper.as_at} | ({} if paper.is_of_everything else {"first": paper.since})
    if "month" in opens:
        first, last = month_days(opens["month"])
        days = {"first": max(first, paper.since), "last": min(last, paper.as_at)}
    address: dict[str, Any] = {
        f"{name}-{box}": getattr(day, box) for name, day in days.items() for box in BOXES
    }
    address |= {name: value for name, value in opens.items() if name != "month"}
    return url_for("figures.behind", **address)
