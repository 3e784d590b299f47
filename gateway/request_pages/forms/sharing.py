"""The forms of who else may see a request, and for whom it is."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from gateway.forms.base import CommandForm
from gateway.forms.fields import DateField, LongText, ShortText
from gateway.request_pages.forms.handling import a_choice
from services.contracts.vocabulary import AGREEMENT_LIMIT, CONSTITUENT_NAME_LIMIT, CONTACT_LIMIT

SHARINGS = {
    "only_me": "Nobody else",
    "ward_colleagues": "The other members of the ward",
}
NEEDED = {
    "name": "Enter the constituent’s name",
    "contact": "Say how they can be reached",
    "agreed_to": "Say what they agreed to",
    "agreed_how": "Say how they agreed",
    "agreed_on": "Enter the date on which they agreed",
}


class SharingForm(CommandForm):
    """Who besides the owner may see it."""

    sharing = RadioField(
        "Who else may see it?",
        [InputRequired("Choose who else may see it")],
        choices=[SelectChoice(sharing, words) for sharing, words in SHARINGS.items()],
    )


class JoinerForm(CommandForm):
    """Which member asked to join."""

    member_id = a_choice("Member", "Choose a member")


class ConstituentForm(CommandForm):
    """One of one's own constituents, or a new one with what they agreed to."""

    constituent_id = SelectField(
        "One of your constituents", invalid_choice_message="Choose one of your constituents"
    )
    name = ShortText("Name", limit=CONSTITUENT_NAME_LIMIT)
    contact = LongText(
        "How to reach them",
        limit=CONTACT_LIMIT,
        description="Address, telephone or e-mail: only what is needed.",
    )
    agreed_to = LongText(
        "What they agreed to",
        limit=AGREEMENT_LIMIT,
        description="For example: that you ask for them, and that the service knows who they are.",
    )
    agreed_how = LongText(
        "How they agreed", limit=AGREEMENT_LIMIT, description="For example: by e-mail, or at your surgery."
    )
    agreed_on = DateField("When they agreed", description="For example, 27 3 2026")
    service_may_see = BooleanField("They agreed that the service may see their name and how to reach them")

    def validate(self, extra_validators: Any = None) -> bool:
        """Everything is needed of somebody new, and nothing of somebody chosen."""
        in_order = bool(super().validate(extra_validators))
        if "constituent_id" in self and self.constituent_id.data:
            return in_order
        missing = [name for name in NEEDED if not self[name].data and not self[name].errors]
        for name in missing:
            self[name].errors = [NEEDED[name]]
        return in_order and not missing
