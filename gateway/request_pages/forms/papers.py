"""The forms of what is kept with a request: facts put right, the service's number, messages taken back."""

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from gateway.forms.base import CommandForm
from gateway.forms.fields import ShortText
from gateway.request_pages.forms.handling import a_choice
from gateway.wording import KINDS
from services.contracts.vocabulary import JOB_NUMBER_LIMIT, PLACE_LIMIT, SUBJECT_LIMIT


class AmendForm(CommandForm):
    """What it is about, as it is and to be put right."""

    subject = ShortText("Subject", [DataRequired("Enter a subject")], limit=SUBJECT_LIMIT)
    kind = RadioField(
        "What is wanted?",
        [InputRequired("Choose information or action")],
        choices=[SelectChoice(kind, words) for kind, words in KINDS.items()],
    )
    category_id = a_choice(
        "Category", "Choose a category", "One of the same service. Another service’s is for passing it on."
    )
    ward_id = a_choice("Ward", "Choose the ward")
    place = ShortText("Place", limit=PLACE_LIMIT)


class JobNumberForm(CommandForm):
    """The service's own number."""

    job_number = ShortText(
        "Job number", limit=JOB_NUMBER_LIMIT, description="Leave it empty to take the number away."
    )


class RetractForm(CommandForm):
    """Which message: the sequence of its entry."""

    sequence = SelectField(
        "Message",
        [InputRequired("Choose the message")],
        coerce=int,
        invalid_choice_message="Choose the message",
    )
