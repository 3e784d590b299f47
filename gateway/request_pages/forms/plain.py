"""Forms with nothing to fill in, or with one text: a message, a note, a reason."""

from wtforms.validators import DataRequired

from gateway.forms.base import CommandForm
from gateway.forms.fields import LongText
from services.contracts.vocabulary import MESSAGE_LIMIT, REASON_LIMIT


def message(label: str, missing: str, description: str = "") -> LongText:
    """A message that has to be written."""
    return LongText(label, [DataRequired(missing)], limit=MESSAGE_LIMIT, description=description)


def reason(label: str, missing: str, description: str = "") -> LongText:
    """A reason that has to be given."""
    return LongText(label, [DataRequired(missing)], limit=REASON_LIMIT, description=description)


class ConfirmForm(CommandForm):
    """Nothing to fill in: a yes."""


class MessageForm(CommandForm):
    """The member writes to the service, or answers its question."""

    message = message("Your message", "Write your message")


class MoreForm(CommandForm):
    """The member was answered, and more is needed."""

    message = message("What is still needed", "Say what is still needed")


class EscalationForm(CommandForm):
    """The member takes it higher."""

    message = message("Why you escalate it", "Say why you escalate it")


class QuestionForm(CommandForm):
    """The service asks the member something."""

    message = message(
        "Your question",
        "Write your question",
        "Say what you need to know, and why you cannot go on without it.",
    )


class ContributionForm(CommandForm):
    """A contributing service gives its part."""

    message = message(
        "Your service’s part",
        "Write your service’s part",
        "The service that has the request works it into its answer.",
    )


class NoteForm(CommandForm):
    """A note for the service's own side."""

    message = message("Your note", "Write your note")


class UrgencyForm(CommandForm):
    """The member asks for it to be urgent."""

    reason = reason("Why it is urgent", "Say why it is urgent", "What happens if it waits its turn?")


class NotUrgentForm(CommandForm):
    """The head of service says no."""

    reason = reason("Why it is not urgent", "Say why it is not urgent", "The member reads this.")


class HoldForm(CommandForm):
    """Information Governance keeps it as it is."""

    reason = reason("Why it is held", "Say why it is held", "Only Information Governance reads this.")


class RedactForm(CommandForm):
    """Information Governance removes its words."""

    reason = reason("Why it is redacted", "Say why it is redacted", "Only Information Governance reads this.")
