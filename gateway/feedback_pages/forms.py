"""The forms of feedback."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from gateway.feedback_pages import words
from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, LongText
from gateway.wording import QUALITIES, SPEEDS
from services.contracts import feedback_vocabulary as limits


def _choices(found: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in found.items()]


class SurveyForm(CommandForm):
    """How it went: every question may be left out."""

    speed = RadioField(
        "How happy are you with how quickly it was dealt with? (optional)",
        choices=_choices(SPEEDS),
        validate_choice=False,
    )
    quality = RadioField(
        "How good was what the service did? (optional)",
        choices=_choices(QUALITIES),
        validate_choice=False,
    )
    comment = LongText(
        "Your comment",
        limit=limits.COMMENT_LIMIT,
        description="Leave constituents’ names and details out.",
    )
    may_quote = BooleanField("The update paper may quote my comment, without my name")


class ReplyForm(CommandForm):
    """What the service says to it."""

    message = LongText("Your reply", [DataRequired("Write your reply")], limit=limits.REPLY_LIMIT)


class CheckForm(CommandForm):
    """A service's own view of its response."""

    score = RadioField(
        "How good was this response?",
        [InputRequired("Choose how good it was")],
        choices=_choices(QUALITIES),
    )
    note = LongText("Note", limit=limits.NOTE_LIMIT, description="Members do not see it.")


class SaidFilter(FlaskForm):
    """What narrows the list of what members said."""

    class Meta:
        csrf = False

    show = SelectField(
        "Show",
        choices=[
            SelectChoice("", "All"),
            SelectChoice("unhappy", "Unhappy only"),
            SelectChoice("unreplied", "Without a reply"),
        ],
        validate_choice=False,
    )
    service = SelectField("Service", validate_choice=False)


class SuggestForm(CommandForm):
    """What could be better."""

    suggestion = LongText(
        "What could be better?",
        [DataRequired("Write what could be better")],
        limit=limits.SUGGESTION_LIMIT,
        description="Everybody who is signed in can read it, so leave names out.",
    )
    page = HiddenField()


class AnswerForm(CommandForm):
    """What becomes of a suggestion."""

    decision = RadioField(
        "What becomes of it?",
        [InputRequired("Choose what becomes of it")],
        choices=[
            SelectChoice("planned", "It is planned"),
            SelectChoice("declined", "It is not going to be done"),
        ],
    )
    answer = LongText(
        "Your answer",
        [DataRequired("Write your answer")],
        limit=limits.NOTE_LIMIT,
        description="Everybody reads it.",
    )


class BoardFilter(FlaskForm):
    """What narrows the sounding board."""

    class Meta:
        csrf = False

    state = SelectField(
        "Where it stands",
        choices=[SelectChoice("", "All"), *_choices(words.SUGGESTION_STATES), SelectChoice("mine", "My own")],
        validate_choice=False,
    )


class ImprovementForm(CommandForm):
    """What is to be improved, by whom, by when."""

    action = LongText(
        "What is to be done?", [DataRequired("Write what is to be done")], limit=limits.ACTION_LIMIT
    )
    owner_id = SelectField(
        "Who sees to it?", [DataRequired("Choose who sees to it")], invalid_choice_message="Choose somebody"
    )
    due_on = DateField("By when?", [InputRequired("Enter the date")], description="For example, 27 3 2026.")
    service_id = SelectField("For which service?", validate_choice=False)
    source = HiddenField()
    source_id = HiddenField()


class ImprovementChangeForm(CommandForm):
    """Where an action stands now."""

    state = RadioField(
        "Where does it stand?",
        [InputRequired("Choose where it stands")],
        choices=_choices(words.IMPROVEMENT_STATES),
    )
    owner_id = SelectField(
        "Who sees to it?", [DataRequired("Choose who sees to it")], invalid_choice_message="Choose somebody"
    )
    due_on = DateField("By when?", [InputRequired("Enter the date")])
    note = LongText(
        "Note", limit=limits.NOTE_LIMIT, description="For example, what was done. Everybody reads it."
    )


class ImprovementFilter(FlaskForm):
    """What narrows the list of improvement actions."""

    class Meta:
        csrf = False

    state = SelectField(
        "Where it stands",
        choices=[SelectChoice("", "All"), *_choices(words.IMPROVEMENT_STATES)],
        validate_choice=False,
    )
