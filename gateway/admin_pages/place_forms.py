"""The forms in which wards, services, categories and outside bodies are stated, and what they state."""

from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from gateway.admin_pages.council import Council, Entry, choices
from gateway.admin_pages.question_rows import show_questions, stated_questions
from gateway.admin_pages.reviewing import ChangeForm
from gateway.forms.fields import DateField, LongText, ShortText
from gateway.wording import COLUMNS, day_of
from services.contracts.vocabulary import ADVICE_LIMIT, CONTACT_LIMIT

MOST_SEATS = 100


class PlaceForm(ChangeForm):
    """What every entry has: a name, a first day and a last."""

    name = ShortText("Name", [DataRequired("Write the name")])
    starts = DateField("First day", description="Left empty, a new entry begins today.")
    ends = DateField("Last day", description="Left empty, it has none.")

    def offer(self, council: Council, known: Entry) -> None:
        """Fill in what can be chosen. `known`: the entry as it is, empty for a new one."""

    def show(self, known: Entry) -> None:
        """Fill in what is known; only on a page that nobody has typed into yet."""
        self.name.data = known["name"]
        self.starts.data = day_of(known["starts"])
        self.ends.data = day_of(known["ends"]) if known["ends"] else None

    def stated(self, known: Entry) -> Entry:
        """What the form states of the entry, but for its id."""
        return {"name": self.name.data, "starts": _day(self.starts), "ends": _day(self.ends)}


class WardForm(PlaceForm):
    """A ward."""

    area = ShortText("Area", description="The part of the council that it is listed with.")
    seats = ShortText("Seats", [DataRequired("Write how many members it elects")], limit=3)

    def validate_seats(self, field: ShortText) -> None:
        """A number of members."""
        text = field.data or ""
        if not (text.isascii() and text.isdigit() and int(text) <= MOST_SEATS):
            raise ValidationError(f"Seats must be a number up to {MOST_SEATS}, for example 3")

    def show(self, known: Entry) -> None:
        """With its area and seats."""
        super().show(known)
        self.area.data, self.seats.data = known["area"], str(known["seats"])

    def stated(self, known: Entry) -> Entry:
        """With its area and seats."""
        more = {"area": self.area.data or None, "seats": int(self.seats.data or 0)}
        return super().stated(known) | more


class ServiceForm(PlaceForm):
    """A council service, and where it counts in the update paper."""

    column = SelectField(
        "Column of the update paper", choices=[SelectChoice(*pair) for pair in COLUMNS.items()]
    )
    column_from = DateField(
        "Since when it counts there", description="Left empty, it counts there from today on."
    )

    def show(self, known: Entry) -> None:
        """With today's column."""
        super().show(known)
        self.column.data = known["column"]

    def stated(self, known: Entry) -> Entry:
        """The column only where it changes: the days before stay as they were."""
        entry = super().stated(known)
        since = _day(self.column_from)
        if since is not None:
            earlier = [period for period in known.get("columns", ()) if period["starts"] < since]
            kept = [{"column": period["column"], "starts": period["starts"]} for period in earlier]
            return entry | {"columns": [*kept, {"column": self.column.data, "starts": since}]}
        return entry if known.get("column") == self.column.data else entry | {"column": self.column.data}


class CategoryForm(PlaceForm):
    """A category: the service that it goes to, what to do instead, and what is asked."""

    service = SelectField("Service that answers", description="Requests that are open stay where they are.")
    advice = LongText("What to do instead of raising a request", limit=ADVICE_LIMIT)
    stops = BooleanField("The form goes no further: whoever chooses this category is only advised")

    def validate_stops(self, field: BooleanField) -> None:
        """A form that ends without a word helps nobody."""
        if field.data and not self.advice.data:
            raise ValidationError("Write what to do instead, if the form goes no further")

    def offer(self, council: Council, known: Entry) -> None:
        """The services; also the one that it goes to when that has ended."""
        offered = choices(council.services)
        chosen = known.get("service_id")
        if chosen and chosen not in {choice.value for choice in offered}:
            offered.insert(0, SelectChoice(chosen, council.name_of("services", chosen)))
        self.service.choices = offered

    def show(self, known: Entry) -> None:
        """With its service, advice and questions."""
        super().show(known)
        advice = known["stop_advice"]
        self.service.data = known["service_id"]
        self.advice.data = advice["text"] if advice else ""
        self.stops.data = bool(advice and advice["stops"])
        show_questions(self, known["questions"])

    def stated(self, known: Entry) -> Entry:
        """All of it: no questions and no advice, where the form has none."""
        advice: dict[str, Any] = {"text": self.advice.data or "", "stops": bool(self.stops.data)}
        more = {"service": self.service.data, "stop_advice": advice}
        return super().stated(known) | more | {"questions": stated_questions(self)}


class OutsideBodyForm(PlaceForm):
    """Somebody outside the council to whom a request can be referred."""

    contact = LongText("How to reach them", [DataRequired("Write how to reach them")], limit=CONTACT_LIMIT)

    def show(self, known: Entry) -> None:
        """With how to reach them."""
        super().show(known)
        self.contact.data = known["contact"]

    def stated(self, known: Entry) -> Entry:
        """With how to reach them."""
        return super().stated(known) | {"contact": self.contact.data}


def _day(field: DateField) -> str | None:
    return field.data.isoformat() if field.data else None
