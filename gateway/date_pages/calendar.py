"""The council's calendar, for administrators: by year, changed after seeing which dates would move."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, ValidationError

from gateway.asking import ask, ask_together, command_from_form, question
from gateway.error_handling import shown_on_form
from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, ShortText
from gateway.parts import parts
from gateway.service_clients.clients import Settled
from gateway.service_clients.outcome import CallProblem
from gateway.wording import counted
from services.chassis.clock import council_date
from services.contracts import problems, sla_calls

blueprint = Blueprint("council_calendar", __name__, url_prefix="/administration/calendar")

A_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST = 100
FIRST_YEAR, LAST_YEAR = 2014, 2030
KINDS = {"closed": "The council is closed", "worked": "The council works after all"}
SAVE = "save"


class DayForm(CommandForm):
    """A day, or several together, that are closed or worked after all; or the taking back of that."""

    first = DateField("Day", [InputRequired("Enter the day")])
    last = DateField("Last day", description="When it is several days together.")
    kind = RadioField(
        "What becomes of it",
        choices=[SelectChoice(*pair) for pair in KINDS.items()],
        validators=[InputRequired("Choose what becomes of it")],
    )
    reason = ShortText("Why", [DataRequired("Say why: everybody whose date moves reads it")])
    removed = HiddenField()

    def validate_last(self, field: DateField) -> None:
        """Not before the first."""
        if field.data and self.first.data and not 0 <= (field.data - self.first.data).days <= LONGEST:
            raise ValidationError(f"The last day must be the day or later, within {LONGEST} days")

    @property
    def days(self) -> list[date]:
        """The Mondays to Fridays that are meant; a Saturday or Sunday only when it is named alone."""
        first = self.first.data
        if first is None:
            return []
        last = self.last.data or first
        span = [first + A_DAY * number for number in range((last - first).days + 1)]
        return [day for day in span if day.weekday() < SATURDAY] or [first]

    def body(self) -> dict[str, Any]:
        """The change, as both calls take it."""
        plain = {"kind": self.kind.data, "reason": self.reason.data, "removed": bool(self.removed.data)}
        return {
            "version": self.expected_version or 0,
            "days": [{"date": day.isoformat(), **plain} for day in self.days],
        }


@dataclass(frozen=True)
class Moves:
    """The requests of which a date of one kind would move from one day to another, and by how many days."""

    clock: str
    due_on: str
    would_be_due_on: str
    references: list[str]

    @property
    def by(self) -> str:
        """Like "1 day later"."""
        days = (date.fromisoformat(self.would_be_due_on) - date.fromisoformat(self.due_on)).days
        return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


@blueprint.get("")
def show() -> str:
    """One year of it, what was entered, and who changed it when."""
    return _calendar_page(DayForm(formdata=None))


@blueprint.post("")
def change() -> Response | str:
    """First which dates would move; saved when that was seen."""
    form = DayForm()
    if not form.validate():
        return make_response(_calendar_page(form), 400)
    try:
        if SAVE in request.form:
            return _save(form)
        preview = ask(sla_calls.PREVIEW_CALENDAR_CHANGE, form.body()).result
    except CallProblem as refused:
        if refused.code == problems.STALE:
            flash("Somebody else changed the calendar meanwhile. Look at it again.")
            return redirect(url_for("council_calendar.show"), 303)
        refused.problem.fields.update(_beside_the_day(refused.problem.fields))
        if not shown_on_form(refused, form):
            raise
        return make_response(_calendar_page(form), 400)
    return render_template(
        "dates/calendar_preview.html", form=form, kinds=KINDS, preview=preview, moves=_by_days(preview)
    )


def _save(form: DayForm) -> Response:
    saved = command_from_form(sla_calls.CHANGE_CALENDAR, form.body(), form).result
    waiting = counted(saved["waiting"], "request")
    flash(
        f"The calendar is changed. The dates of {waiting} are worked out again; both sides are told.",
        "success",
    )
    return redirect(url_for("council_calendar.show", year=form.days[0].year), 303)


def _calendar_page(form: DayForm) -> str:
    today = council_date(parts().clock.now())
    year = min(max(request.args.get("year", today.year, type=int), FIRST_YEAR), LAST_YEAR)
    span = {"first": f"{year}-01-01", "last": f"{year}-12-31"}
    found, made = (
        _result(settled)
        for settled in ask_together(question(sla_calls.CALENDAR, span), question(sla_calls.CALENDAR_VERSIONS))
    )
    form.version.data = str(found["version"])
    return render_template(
        "dates/calendar.html",
        form=form,
        year=year,
        years=range(FIRST_YEAR, LAST_YEAR + 1),
        calendar=found,
        entered=[day for day in made["entered"] if day["date"].startswith(str(year))],
        versions=made["versions"],
        kinds=KINDS,
        take_back=_take_back(found["version"]),
    )


def _take_back(version: int) -> Any:
    """Makes the hidden form with which a day that was entered is taken back."""

    def made(day: dict[str, str]) -> DayForm:
        form = DayForm(formdata=None)
        form.version.data, form.removed.data = str(version), "yes"
        form.first.data, form.kind.data, form.reason.data = (
            date.fromisoformat(day["date"]),
            day["kind"],
            day["reason"],
        )
        return form

    return made


def _by_days(preview: dict[str, Any]) -> list[Moves]:
    """The moves that were found, put together where clock and days are the same."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for move in preview["moves"]:
        alike = found.setdefault((move["due_on"], move["would_be_due_on"], move["clock"]), [])
        alike.append(move["reference"] or "a request whose reference is not known here")
    return [Moves(clock, due, then, sorted(alike)) for (due, then, clock), alike in sorted(found.items())]


def _beside_the_day(fields: dict[str, Any]) -> dict[str, Any]:
    """What is wrong with a day belongs beside the box in which it was typed."""
    days = fields.pop("days", None)
    return {"first": days} if days else {}


def _result(settled: Settled) -> dict[str, Any]:
    if isinstance(settled, CallProblem):
        raise settled
    return settled.result
