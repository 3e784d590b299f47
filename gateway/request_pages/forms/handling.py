"""The forms of who deals with a request: officers, services, another request, another member."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from gateway.forms.base import CommandForm
from gateway.forms.fields import ShortText
from gateway.request_pages.forms.plain import reason

LONGEST_OTHER = 100


def a_choice(label: str, missing: str, description: str = "") -> SelectField:
    """One of a list, which the page is given as it is shown."""
    return SelectField(
        label, [DataRequired(missing)], invalid_choice_message=missing, description=description
    )


def named_choices(found: Iterable[Mapping[str, Any]], empty: str, key: str = "id") -> list[SelectChoice]:
    """What has a name, to choose from; nothing chosen."""
    return [SelectChoice("", empty), *(SelectChoice(one[key], one["name"]) for one in found)]


class OfficerForm(CommandForm):
    """Which officer."""

    officer_id = a_choice("Officer", "Choose an officer")


class TransferForm(CommandForm):
    """Under which category of another service; the service goes with it."""

    service_id = HiddenField()
    category_id = a_choice(
        "Service and category",
        "Choose a category of the service that is to have it",
        "Each service’s categories stand under its name.",
    )
    reason = reason("Why it is theirs", "Say why it is theirs", "The other service and the member read this.")


class ContributorForm(CommandForm):
    """Which service is to add its part, or no longer."""

    service_id = a_choice("Service", "Choose a service")


class OtherRequestForm(CommandForm):
    """Another request, by its reference."""

    other = ShortText(
        "Reference of the other request",
        [DataRequired("Enter the reference of the other request")],
        limit=LONGEST_OTHER,
        description="For example, MZ-2026-001234-K",
    )


class HandOverForm(CommandForm):
    """To which member in office."""

    member_id = a_choice("Member", "Choose a member")
    constituent_agreed = BooleanField(
        "The constituent agreed to it", description="Ask them first: their details go along."
    )
