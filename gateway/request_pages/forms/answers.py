"""The forms of answers: those that are not the last, work that is planned, and the answer in full."""

from collections.abc import Sequence

from wtforms import Field, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, StopValidation

from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, LongText, ShortText
from gateway.request_pages.forms.plain import message
from gateway.wording import OUTCOMES
from services.contracts import vocabulary

NEEDS_LIMITATION = ("partly", "cannot")
NEEDS_OUTSIDE_BODY = ("referred",)


class NeededFor:
    """The field has to be filled in when the form's outcome is one of these, and is left alone otherwise.

    `or_else`: another field that will do instead.
    """

    def __init__(self, outcomes: Sequence[str], message: str, or_else: str | None = None) -> None:
        self.outcomes = outcomes
        self.message = message
        self.or_else = or_else

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation with the sentence to show."""
        if form["outcome"].data not in self.outcomes:
            field.data = ""
        elif not field.data and not (self.or_else and form[self.or_else].data):
            raise StopValidation(self.message)


class NextStepForm(CommandForm):
    """An answer that is not the last."""

    message = message("Your message", "Write your message", "What you have found out so far, in plain words.")
    holder_id = SelectField(
        "Who has it",
        [DataRequired("Choose who has it")],
        invalid_choice_message="Choose who has it",
    )
    next_step = LongText(
        "What happens next",
        [DataRequired("Say what happens next")],
        limit=vocabulary.NEXT_STEP_LIMIT,
        description="For example: an inspector looks at the road on Thursday.",
    )
    next_update_on = DateField(
        "Date of the next update",
        [InputRequired("Enter the date of the next update")],
        description="A working day. The member sees it as your promise.",
    )


class WorkForm(CommandForm):
    """The day of the work."""

    message = message(
        "Your message", "Write your message", "What is done on that day, and what the member will see."
    )
    work_on = DateField(
        "Day of the work",
        [InputRequired("Enter the day of the work")],
        description="A working day. By the next one you answer in full, or set a new day.",
    )


class FullAnswerForm(CommandForm):
    """The answer in full."""

    outcome = RadioField(
        "What came of it?",
        [InputRequired("Choose what came of it")],
        choices=[SelectChoice(outcome, words) for outcome, words in OUTCOMES.items()],
    )
    limitation = LongText(
        "What limits it",
        [NeededFor(NEEDS_LIMITATION, "Say what limits it")],
        limit=vocabulary.LIMITATION_LIMIT,
    )
    outside_body_id = SelectField(
        "Who it is for now",
        [NeededFor(NEEDS_OUTSIDE_BODY, "Choose the outside body, or name it", or_else="outside_body")],
        invalid_choice_message="Choose the outside body, or name it",
    )
    outside_body = ShortText(
        "Another outside body",
        [NeededFor(NEEDS_OUTSIDE_BODY, "Name the outside body", or_else="outside_body_id")],
        limit=vocabulary.OUTSIDE_BODY_LIMIT,
    )
    message = message("Your answer", "Write your answer", "Answer the ask. The member may pass it on.")
    shareable = LongText(
        "What of it may go to the constituent",
        limit=vocabulary.MESSAGE_LIMIT,
        description="Copy it from your answer, word for word. The member can send it on as it is.",
    )
