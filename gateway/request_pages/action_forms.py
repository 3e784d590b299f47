"""The forms of what may be done to a request. Fields are named as the calls name them."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, StopValidation

from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, LongText, ShortText
from gateway.wording import OUTCOMES
from services.contracts import vocabulary
from services.contracts.calls import Call

CHOOSE = "Choose one"
NEEDS_LIMITATION = ("partly", "cannot")
NEEDS_OUTSIDE_BODY = ("referred",)


class NeededFor:
    """The field has to be filled in when the form's outcome is one of these, and is left alone otherwise."""

    def __init__(self, outcomes: Sequence[str], message: str) -> None:
        self.outcomes = outcomes
        self.message = message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation with the sentence to show."""
        if form["outcome"].data not in self.outcomes:
            field.data = ""
        elif not field.data:
            raise StopValidation(self.message)


class ConfirmForm(CommandForm):
    """Nothing to fill in: a yes."""


class MessageForm(CommandForm):
    """The member writes to the service, or answers its question."""

    message = LongText("Your message", [DataRequired("Write your message")], limit=vocabulary.MESSAGE_LIMIT)


class QuestionForm(CommandForm):
    """The service asks the member something."""

    message = LongText(
        "Your question",
        [DataRequired("Write your question")],
        limit=vocabulary.MESSAGE_LIMIT,
        description="Say what you need to know, and why you cannot go on without it.",
    )


class NextStepForm(CommandForm):
    """An answer that is not the last."""

    message = LongText(
        "Your message",
        [DataRequired("Write your message")],
        limit=vocabulary.MESSAGE_LIMIT,
        description="What you have found out so far, in plain words.",
    )
    holder_id = SelectField("Who has it", [DataRequired("Choose who has it")], invalid_choice_message=CHOOSE)
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
        description="What was not done, and why: the law, the money, the season.",
    )
    outside_body = ShortText(
        "Who it is for now",
        [NeededFor(NEEDS_OUTSIDE_BODY, "Name the outside body")],
        limit=vocabulary.OUTSIDE_BODY_LIMIT,
        description="Name the body outside the council, and how the member can reach it.",
    )
    message = LongText(
        "Your answer",
        [DataRequired("Write your answer")],
        limit=vocabulary.MESSAGE_LIMIT,
        description="Answer the ask. The member may pass it on.",
    )


class OfficerForm(CommandForm):
    """Which officer."""

    officer_id = SelectField("Officer", [DataRequired("Choose an officer")], invalid_choice_message=CHOOSE)


def people_choices(people: Sequence[dict[str, str]], empty: str) -> list[SelectChoice]:
    """Officers to choose from, nobody chosen."""
    return [SelectChoice("", empty), *(SelectChoice(one["person_id"], one["name"]) for one in people)]


def arguments(form: CommandForm, call: Call) -> dict[str, Any]:
    """What `form` holds of the call's body."""
    return {name: form[name].data or "" for name in call.body().fields if name in form}


def typed_words(form: CommandForm) -> list[tuple[str, str]]:
    """What a person typed into `form`: labels and texts."""
    return [
        (field.label.text, field.data)
        for field in form
        if isinstance(field, ShortText | LongText | StringField) and not is_hidden(field) and field.data
    ]


def is_hidden(field: Field) -> bool:
    """Whether the field carries something that nobody typed."""
    return getattr(field.widget, "input_type", None) == "hidden"
