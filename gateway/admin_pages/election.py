"""Many changes as one that is looked at as a whole: an election, a by-election, a directory file."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import FileField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from gateway.admin_pages.change_files import elected_in, entries_of_file
from gateway.admin_pages.council import Council, Entries, Entry, read_council
from gateway.admin_pages.reviewing import CannotBeRead, ChangeForm, Reviewed, review
from gateway.asking import ask
from gateway.forms.fields import DateField, LongText
from services.contracts import directory_calls
from services.contracts.vocabulary import MEMBER

blueprint = Blueprint("directory_election", __name__, url_prefix="/administration")

ELECTION, BY_ELECTION, FILE = "election", "by_election", "file"
LONGEST = 200_000
_PAGE = 100


class ManyChangesForm(ChangeForm):
    """What kind of change it is, from when, and who or what comes: typed, pasted, or in a file."""

    kind = RadioField(
        "What is it?",
        choices=[
            SelectChoice(ELECTION, "An election: whoever serves the wards of the list now leaves"),
            SelectChoice(BY_ELECTION, "A by-election: nobody leaves, and the list takes empty seats"),
            SelectChoice(FILE, "A directory file (YAML), which says everything itself"),
        ],
        validators=[DataRequired("Choose what it is")],
    )
    day = DateField("First day of the new terms", description="Not needed for a directory file.")
    upload = FileField("A file", description="Its text takes the place of what stands in the box below.")
    entries = LongText("The list, or the text of the directory file", limit=LONGEST)

    def validate_day(self, field: DateField) -> None:
        """The list says who, not when."""
        if self.kind.data in (ELECTION, BY_ELECTION) and not field.data:
            raise ValidationError("Write the first day of the new terms")

    def take_upload(self) -> None:
        """Put the text of the file that was sent where it can be seen and corrected."""
        sent = request.files.get("upload")
        content = sent.read() if sent else b""
        if content:
            self.entries.data = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").strip()


@blueprint.route("/election", methods=["GET", "POST"])
def show() -> Response | str:
    """The form, then what would follow, then all of it made in one go."""
    form = ManyChangesForm()
    if form.is_submitted():
        form.take_upload()

    def page() -> str:
        return render_template("admin/election.html", form=form)

    return review(
        Reviewed(
            form,
            page=page,
            entries=lambda: _stated(form),
            done=url_for("administration.show"),
            in_place_of=lambda: {"entries": form.entries.data or ""},
        )
    )


def _stated(form: ManyChangesForm) -> Entries:
    text = form.entries.data
    if not text:
        raise CannotBeRead("Write the list, or choose a file")
    if form.kind.data == FILE:
        return entries_of_file(text)
    council = read_council()
    elected = elected_in(text, council)
    assert form.day.data is not None  # the form says so when it is not there
    first = form.day.data
    coming = [_coming(person, ward_id, first.isoformat()) for person, ward_id in elected]
    if form.kind.data == BY_ELECTION:
        return {"people": coming}
    last = first - timedelta(days=1)
    wards = {ward_id for _person, ward_id in elected}
    return {"people": _joined(_leaving(wards, last.isoformat(), council), coming)}


def _coming(person: Entry, ward_id: str, first: str) -> Entry:
    return {**person, "terms": [{"ward": ward_id, "starts": first}]}


def _leaving(wards: set[str], last: str, council: Council) -> list[Entry]:
    """Whoever serves one of the wards on that day, which becomes their last."""
    accounts = {one["person_id"]: one["account"] for one in council.people}
    return [
        {
            "person_id": one["person_id"],
            "name": one["name"],
            "email": one["email"],
            "account": accounts.get(one["person_id"]),
            "terms": [{"ward": ward, "ends": last} for ward in one["wards"] if ward in wards],
        }
        for one in _members_on(last)
        if wards.intersection(one["wards"])
    ]


def _members_on(day: str) -> list[Entry]:
    members: list[Entry] = []
    cursor = None
    while True:
        asked: dict[str, Any] = {"role": MEMBER, "as_at": day, "limit": _PAGE, "cursor": cursor}
        answer = ask(directory_calls.PEOPLE, asked).result
        members += answer["people"]
        cursor = answer["next"]
        if cursor is None:
            return members


def _joined(leaving: list[Entry], coming: list[Entry]) -> list[Entry]:
    """Each person once: who is elected again leaves on the eve and comes back the day after."""
    joined = {one["person_id"]: one for one in leaving}
    by_email = {one["email"].casefold(): one for one in leaving if one["email"]}
    by_account = {one["account"]: one for one in leaving if one["account"]}
    new = []
    for person in coming:
        known = by_email.get((person["email"] or "").casefold()) or by_account.get(person["account"])
        if known is None:
            new.append(person)
        else:
            known["name"] = person["name"]
            known["terms"] += person["terms"]
    return [*joined.values(), *new]
