"""The form for raising a request."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from gateway.attachments.form_files import HINT, FilesField
from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, LongText, ShortText
from gateway.wording import RECEIVED_BY, sentence_case
from services.contracts import vocabulary

FOR_THE_DESK = ("member_id", "received_by", "received_on")


class RaiseForm(CommandForm):
    """Everything a request is raised with; the first three fields are the desk's."""

    member_id = SelectField(
        "Member", [DataRequired("Choose the member")], invalid_choice_message="Choose the member"
    )
    received_by = RadioField(
        "How did it come in?",
        [InputRequired("Choose how it came in")],
        choices=[SelectChoice(way, sentence_case(words)) for way, words in RECEIVED_BY.items()],
    )
    received_on = DateField(
        "When did it come in?",
        [InputRequired("Enter the date it came in")],
        description="For example, 27 3 2026. The service’s time counts from this day.",
    )
    kind = RadioField(
        "What do you need?",
        [InputRequired("Choose information or action")],
        choices=[
            SelectChoice("action", "Action: something should be done"),
            SelectChoice("information", "Information: you want to know something"),
        ],
    )
    category_id = SelectField(
        "What is it about?",
        [DataRequired("Choose what it is about")],
        invalid_choice_message="Choose what it is about",
        description="This decides which service gets it.",
    )
    ward_id = SelectField("Ward", [DataRequired("Choose the ward")], invalid_choice_message="Choose the ward")
    place = ShortText(
        "Place",
        limit=vocabulary.PLACE_LIMIT,
        description="A street, a building or a landmark that an officer can find.",
    )
    subject = ShortText(
        "Subject",
        [DataRequired("Enter a subject")],
        limit=vocabulary.SUBJECT_LIMIT,
        description="A few words, for example: pothole at the school gate. Never a constituent’s name.",
    )
    what_happened = LongText(
        "What happened?",
        [DataRequired("Say what happened")],
        limit=vocabulary.WHAT_HAPPENED_LIMIT,
    )
    ask = LongText(
        "What do you ask for?",
        [DataRequired("Say what you ask for")],
        limit=vocabulary.ASK_LIMIT,
        description="The outcome: what should be different when it is done? The service answers this.",
    )
    earlier_case = ShortText(
        "Reference of an earlier case",
        limit=vocabulary.EARLIER_CASE_LIMIT,
        description="If the council has dealt with this before.",
    )
    files = FilesField("Photos and documents", description=HINT)


def offer_choices(form: RaiseForm, answer: dict[str, Any]) -> None:
    """Give `form` the council's categories, wards and (for the desk) members, as RAISE_FORM tells them."""
    form.category_id.choices = [
        SelectChoice("", "Choose a category"),
        *(SelectChoice(one["id"], one["name"], optgroup=one["service"]) for one in answer["categories"]),
    ]
    form.ward_id.choices = ward_choices(answer["wards"])
    if answer["members"]:
        people = (SelectChoice(one["id"], one["name"]) for one in answer["members"])
        form.member_id.choices = [SelectChoice("", "Choose a member"), *people]


def ward_choices(wards: Sequence[dict[str, Any]]) -> list[SelectChoice]:
    """One's own wards first."""
    own = [ward for ward in wards if ward["own"]]
    others = [ward for ward in wards if not ward["own"]]
    groups = [
        ("Your ward" if len(own) == 1 else "Your wards", own),
        ("Other wards" if own else "Wards", others),
    ]
    named = [
        SelectChoice(ward["id"], ward["name"], optgroup=group)
        for group, members in groups
        for ward in members
    ]
    return [SelectChoice("", "Choose a ward"), *named]


def only_own_ward(wards: Sequence[dict[str, Any]]) -> str | None:
    """The ward to begin with, for who has just one."""
    own = [ward["id"] for ward in wards if ward["own"]]
    return own[0] if len(own) == 1 else None
