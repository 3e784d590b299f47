"""Changing people: somebody new, another name or address, what they hold, and leaving."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.admin_pages import person_forms as forms
from gateway.admin_pages.council import Entry, has_ended, is_to_come, read_council, today
from gateway.admin_pages.people import held_by, period_key, person_and_council, role_in_words
from gateway.admin_pages.reviewing import ChangeForm, Reviewed, review
from gateway.wording import day_of

blueprint = Blueprint("directory_person_changes", __name__, url_prefix="/administration")

FORM = ["GET", "POST"]


@blueprint.route("/people/add", methods=FORM)
def add() -> Response | str:
    """Somebody new; with a role or term they can sign in from its first day on."""
    form = forms.NewPersonForm()
    forms.offer_choices(form, read_council(), nothing="Nothing yet")
    back = url_for("directory_people.people")
    words = (
        "Once this is saved and their first day has come, they can sign in with this address. "
        "Tell them so: Member Zone sends no invitation of its own."
    )
    return review(
        Reviewed(
            form,
            page=_page("Add a person", words, form, back, "The directory"),
            entries=lambda: {"people": [forms.stated_person(form) | forms.stated_holding(form)]},
            done=back,
        )
    )


@blueprint.route("/people/<person_id>/details", methods=FORM)
def details(person_id: str) -> Response | str:
    """Another name, address or account."""
    known, _council = person_and_council(person_id)
    form = forms.PersonForm(data={name: known[name] for name in ("name", "email", "account")})
    stated = {"person_id": person_id}
    return _of_person(
        known,
        form,
        "Change their details",
        "An address that is left empty stays as it is.",
        lambda: stated | forms.stated_person(form),
    )


@blueprint.route("/people/<person_id>/give", methods=FORM)
def give(person_id: str) -> Response | str:
    """One more role or term of office."""
    known, council = person_and_council(person_id)
    form = forms.HoldingForm()
    forms.offer_choices(form, council)
    stated = {"person_id": person_id, "name": known["name"]}
    return _of_person(
        known,
        form,
        "Give a role or a term of office",
        "What they hold already stays as it is.",
        lambda: stated | forms.stated_holding(form),
    )


@blueprint.route("/people/<person_id>/end", methods=FORM)
def end(person_id: str) -> Response | str:
    """The last day of one role or term; or taking it back, while it is still to come."""
    known, council = person_and_council(person_id)
    held = _asked_for(known)
    what = role_in_words(held, council)
    if is_to_come(held):
        words = f"{what} is still to come, and can be taken back as if it had never been entered."
        return _of_person(
            known,
            forms.TakeBackForm(),
            "Take back what was to come",
            words,
            lambda: forms.stated_periods(known, [(held, {"taken_back": True})]),
        )
    form = forms.LastDayForm(data={"ends": day_of(held["ends"]) if held["ends"] else None})
    return _of_person(
        known,
        form,
        f"Last day as {what}",
        "What has begun is never deleted: it ends, and stays on record.",
        lambda: forms.stated_periods(known, [(held, {"ends": _iso(form.ends.data)})]),
    )


@blueprint.route("/people/<person_id>/leave", methods=FORM)
def leave(person_id: str) -> Response | str:
    """Everything that they hold ends on one day, and nothing that was to come does."""
    known, _council = person_and_council(person_id)
    form = forms.LeavingForm(data={"ends": today()})
    return _of_person(
        known,
        form,
        "Record that they leave",
        "Every role and term ends on this day, and what was to come is taken back. "
        "From the next day on they cannot sign in.",
        lambda: forms.stated_periods(known, _all_ended(known, form)),
    )


def _all_ended(known: Entry, form: forms.LeavingForm) -> list[tuple[Entry, Entry]]:
    last = form.ends.data
    assert last is not None  # the form says so when it is not there
    ended: list[tuple[Entry, Entry]] = []
    for held in held_by(known):
        if is_to_come(held) and day_of(held["starts"]) > last:
            ended.append((held, {"taken_back": True}))
        elif not has_ended(held) and not (held["ends"] and day_of(held["ends"]) <= last):
            ended.append((held, {"ends": last.isoformat()}))
    return ended


def _asked_for(known: Entry) -> Entry:
    wanted = request.args.get("held")
    found = next((held for held in held_by(known) if period_key(held) == wanted), None)
    if found is None:
        abort(404)
    return found


def _of_person(
    known: Entry, form: ChangeForm, title: str, words: str, entry: Callable[[], Entry]
) -> Response | str:
    back = url_for("directory_people.person", person_id=known["person_id"])
    page = _page(title, words, form, back, known["name"])
    return review(Reviewed(form, page=page, entries=lambda: {"people": [entry()]}, done=back))


def _page(title: str, words: str, form: ChangeForm, back: str, back_to: str) -> Callable[[], str]:
    def page() -> str:
        values: dict[str, Any] = {"heading": title, "words": words, "form": form}
        return render_template("admin/change.html", **values, back_href=back, back_to=back_to)

    return page


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
