"""The form of a private note."""

from wtforms.validators import DataRequired

from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, LongText
from services.contracts.vocabulary import DIARY_LIMIT


class DiaryForm(CommandForm):
    """What a member notes for themselves, and when they want to be reminded of it."""

    words = LongText(
        "Your note",
        [DataRequired("Write your note")],
        limit=DIARY_LIMIT,
        description="Nobody else ever sees it: no officer, no colleague, not Member Services.",
    )
    remind_on = DateField("Remind me on", description="For example, 27 3 2026. It then stands on top.")
