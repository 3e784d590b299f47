"""Wards, services, categories and outside bodies: listed, looked at, added and changed."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from werkzeug.wrappers import Response

from gateway.admin_pages import place_forms as forms
from gateway.admin_pages.council import Council, Entry, council_in, has_ended, in_force_first, read_council
from gateway.admin_pages.naming import new_id_for
from gateway.admin_pages.people import role_in_words
from gateway.admin_pages.question_rows import question_fields, rows_for
from gateway.admin_pages.reviewing import Reviewed, review
from gateway.asking import answered, ask_together, question
from gateway.wording import COLUMNS, counted
from services.contracts import directory_calls

blueprint = Blueprint("directory_places", __name__, url_prefix="/administration")

FORM = ["GET", "POST"]
MOST_STAFF = 100


@dataclass(frozen=True)
class Kind:
    """One kind of entry. `name`: as in a directory file; `slug`: as in addresses."""

    name: str
    slug: str
    title: str
    one: str
    form: type[forms.PlaceForm]
    explained: str


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "wards", "wards", "Wards", "ward", forms.WardForm,
            "A ward that ends keeps the requests that are open for it until somebody puts them right.",
        ),
        Kind(
            "services", "services", "Services", "service", forms.ServiceForm,
            "A service can end once no request is open there. Its categories end or go elsewhere with it.",
        ),
        Kind(
            "categories", "categories", "Categories", "category", forms.CategoryForm,
            "A category leads each new request to a service. What is open already stays where it is.",
        ),
        Kind(
            "outside_bodies", "outside-bodies", "Outside bodies", "outside body", forms.OutsideBodyForm,
            "Those outside the council to whom an answer can refer, and how to reach them.",
        ),
    )
}  # fmt: skip
SLUGS = "/<any('wards', 'services', 'categories', 'outside-bodies'):slug>"


@blueprint.get(SLUGS)
def listed(slug: str) -> str:
    """All entries of a kind; what has ended comes last."""
    kind, council = KINDS[slug], read_council()
    rows = [(entry, _line(kind, entry, council)) for entry in in_force_first(council.of_kind(kind.name))]
    return render_template("admin/places.html", kind=kind, rows=rows, has_ended=has_ended)


@blueprint.route(f"{SLUGS}/add", methods=FORM)
def add(slug: str) -> Response | str:
    """A new entry."""
    kind, council = KINDS[slug], read_council()
    return _edit(kind, council, {})


@blueprint.route(f"{SLUGS}/<entry_id>", methods=FORM)
def entry(slug: str, entry_id: str) -> Response | str:
    """One entry as it is, and the form that changes it; a service with who works for it."""
    kind = KINDS[slug]
    questions = [question(directory_calls.COUNCIL)]
    if kind.name == "services":
        asked = {"service_id": entry_id, "limit": MOST_STAFF}
        questions.append(question(directory_calls.PEOPLE, asked))
    council_answer, *staff_answer = ask_together(*questions)
    council = council_in(answered(council_answer))
    known = next((one for one in council.of_kind(kind.name) if one["id"] == entry_id), None)
    if known is None:
        abort(404)
    return _edit(kind, council, known, _about_service(known, council, *map(answered, staff_answer)))


def _edit(kind: Kind, council: Council, known: Entry, about: dict[str, Any] | None = None) -> Response | str:
    form = _form_class(kind, known)()
    form.offer(council, known)
    if known and not form.is_submitted():
        form.show(known)
    back = url_for("directory_places.listed", slug=kind.slug)

    def page() -> str:
        values: dict[str, Any] = {"kind": kind, "known": known, "form": form, "about": about or {}}
        return render_template("admin/place.html", **values)

    def entries() -> dict[str, list[Entry]]:
        entry_id = known.get("id") or new_id_for(
            form.name.data or "", {one["id"] for one in council.of_kind(kind.name)}
        )
        return {kind.name: [{"id": entry_id, **form.stated(known)}]}

    return review(Reviewed(form, page=page, entries=entries, done=back))


def _form_class(kind: Kind, known: Entry) -> type[forms.PlaceForm]:
    if kind.name != "categories":
        return kind.form
    rows = rows_for(len(known.get("questions", ())))
    return type("CategoryForm", (kind.form,), question_fields(rows))


def _line(kind: Kind, entry: Entry, council: Council) -> str:
    """What is said of an entry below its name."""
    if kind.name == "wards":
        return " · ".join(part for part in (entry["area"], counted(entry["seats"], "seat")) if part)
    if kind.name == "services":
        return f"Counts with {COLUMNS[entry['column']]} in the update paper"
    if kind.name == "categories":
        asked = counted(len(entry["questions"]), "question") if entry["questions"] else ""
        stops = "Only advises" if entry["stop_advice"] and entry["stop_advice"]["stops"] else ""
        service = council.name_of("services", entry["service_id"])
        return " · ".join(part for part in (f"Goes to {service}", asked, stops) if part)
    return str(entry["contact"])


def _about_service(known: Entry, council: Council, *staff: dict[str, Any]) -> dict[str, Any]:
    """Who works for a service, what comes to it, and in which columns it counted."""
    if not staff:
        return {}
    people = [
        {**person, "words": role_in_words({**held, "service_id": None}, council)}
        for person in staff[0]["people"]
        for held in person["roles"]
        if held["service_id"] == known["id"]
    ]
    categories = [one for one in council.categories if one["service_id"] == known["id"]]
    columns = [{**period, "words": COLUMNS[period["column"]]} for period in known["columns"]]
    return {"people": people, "categories": categories, "columns": columns}
