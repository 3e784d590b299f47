"""People: looked up by name, role, service and ward, and each with what they hold and held."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from gateway.admin_pages import directory_words
from gateway.admin_pages.council import Council, Entry, council_in, has_ended, is_to_come
from gateway.asking import answered, ask_together, question
from gateway.forms.fields import ShortText
from gateway.service_clients.outcome import CallProblem
from gateway.wording import ROLES, role_name
from services.contracts import directory_calls, problems
from services.contracts.vocabulary import PERSON_ROLES

blueprint = Blueprint("directory_people", __name__, url_prefix="/administration")

CURSOR = "page"
FILTERS = {"words": 200, "role": 100, "service": 100, "ward": 100}
_EVENTS = {
    "provider_linked": "Signed in",
    "preferences_set": "Chose with whom new requests are shared",
    "office_ended": "The end of office was told",
}


class SearchForm(FlaskForm):
    """What narrows the list of people."""

    class Meta:
        csrf = False

    words = ShortText("Name or address")
    role = SelectField("Role", validate_choice=False)
    service = SelectField("Service", validate_choice=False)
    ward = SelectField("Ward", validate_choice=False)


@blueprint.get("/people")
def people() -> Response | str:
    """A page of people, narrowed as the address says."""
    chosen = {name: text for name, limit in FILTERS.items() if (text := _argument(name, limit))}
    cursor = _argument(CURSOR, 500) or None
    role = chosen.get("role") if chosen.get("role") in PERSON_ROLES else None
    asked = {"words": chosen.get("words", ""), "role": role, "cursor": cursor}
    asked |= {"service_id": chosen.get("service"), "ward_id": chosen.get("ward")}
    found, read = ask_together(question(directory_calls.PEOPLE, asked), question(directory_calls.COUNCIL))
    if isinstance(found, CallProblem) and found.code == problems.INVALID and cursor:
        return redirect(url_for("directory_people.people"), 303)
    answer, council = answered(found), council_in(answered(read))
    following: dict[str, Any] = {**chosen, CURSOR: answer["next"]}
    return render_template(
        "admin/people.html",
        rows=[_row(person, council) for person in answer["people"]],
        form=_search_form(council),
        is_narrowed=bool(chosen),
        at_start=cursor is None,
        after=url_for("directory_people.people", **following) if answer["next"] else None,
    )


def _argument(name: str, limit: int) -> str:
    return request.args.get(name, "").replace("\x00", "").strip()[:limit]


def _search_form(council: Council) -> SearchForm:
    form = SearchForm(formdata=request.args)
    form.role.choices = [
        SelectChoice("", "Any"),
        *(SelectChoice(role, role_name(role)) for role in PERSON_ROLES),
    ]
    for field, entries in ((form.service, council.services), (form.ward, council.wards)):
        field.choices = [SelectChoice("", "Any"), *(SelectChoice(one["id"], one["name"]) for one in entries)]
    return form


def _row(person: Entry, council: Council) -> Entry:
    roles = [role_in_words(held, council) for held in person["roles"] if held["role"] != "member"]
    wards = [f"Member for {council.name_of('wards', ward)}" for ward in person["wards"]]
    return {**person, "holds": [*wards, *roles]}


def role_in_words(held: Entry, council: Council) -> str:
    """Like "Officer, Roads and Infrastructure" or "Member for Cowal"."""
    if "ward_id" in held and "role" not in held:
        return f"Member for {council.place_of(held)}"
    place = council.place_of(held)
    return role_name(held["role"]) + (f", {place}" if place else "")


@blueprint.get("/people/<person_id>")
def person(person_id: str) -> str:
    """One person: what they hold, held and will hold, and how it came to be."""
    known, council = person_and_council(person_id)
    periods = [
        {**held, "words": role_in_words(held, council), "key": period_key(held)} for held in held_by(known)
    ]
    return render_template(
        "admin/person.html",
        known=known,
        now=[held for held in periods if not has_ended(held) and not is_to_come(held)],
        to_come=[held for held in periods if is_to_come(held)],
        past=[held for held in periods if has_ended(held)],
        history=[_told(line) for line in reversed(known["history"])],
    )


def person_and_council(person_id: str) -> tuple[Entry, Council]:
    """The person as directory knows them, and the names for what they hold. Raises CallProblem."""
    found, read = ask_together(
        question(directory_calls.PERSON, {"person_id": person_id}), question(directory_calls.COUNCIL)
    )
    return answered(found), council_in(answered(read))


def held_by(known: Entry) -> list[Entry]:
    """All terms and roles of a person, past ones and those to come too."""
    return [*known["terms"], *known["roles"]]


def period_key(held: Entry) -> str:
    """What an address names a role or term by: nobody holds two of a kind from one day on."""
    kind = held.get("role") or "member"
    return ".".join((kind, held.get("ward_id") or held.get("service_id") or "", held["starts"] or ""))


def _told(line: Entry) -> Entry:
    details = [directory_words.days_in_words(text) for text in line["details"]]
    first = _EVENTS.get(line["type"], "Recorded" if line["sequence"] == 1 else "Changed")
    who = line["by"] or ROLES.get(line["role"], "Member Zone")
    return {**line, "title": first, "who": who, "details": details}
