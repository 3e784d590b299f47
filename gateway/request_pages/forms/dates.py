"""The forms of dates that two sides agree."""

from wtforms import HiddenField
from wtforms.validators import InputRequired

from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField
from gateway.request_pages.forms.plain import reason


class ProposalForm(CommandForm):
    """A date and why."""

    due_on = DateField("Date", [InputRequired("Enter the date")], description="A working day within a year.")
    reason = reason("Why this date", "Say why this date", "The other side reads this before they agree.")


class ProposedDateForm(CommandForm):
    """The date that is agreed or declined: the one that the page showed."""

    due_on = HiddenField()
