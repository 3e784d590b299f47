"""The forms in which people, their roles and their terms of office are stated, and what they state."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional, Regexp, ValidationError

from gateway.admin_pages.council import Council, Entry, choices
from gateway.admin_pages.reviewing import ChangeForm
from gateway.forms.fields import DateField, ShortText
from gateway.wording import role_name
from services.contracts.vocabulary import DIRECTOR, MEMBER, PERSON_ROLES, ROLES_OF_A_SERVICE

_NO_ADDRESS = "Write an e-mail address or an account: people are known by it when they sign in"
_NOT_AN_ADDRESS = "Write an e-mail address like name@argyll-bute.gov.uk"
_WITHOUT_SERVICE = "Leave the service out: this role is not held in one"


class PersonForm(ChangeForm):
    """Who somebody is, and how they are known when they sign in."""

    name = ShortText("Name", [DataRequired("Write the name")])
    email = ShortText(
        "E-mail address",
        [Optional(), Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_NOT_AN_ADDRESS)],
        limit=254,
    )
    account = ShortText(
        "Account", limit=100, description="What the council’s own sign-in knows them by, without an address."
    )

    def validate_account(self, field: ShortText) -> None:
        """Somebody whom nothing identifies could never sign in."""
        if not field.data and not self.email.data:
            raise ValidationError(_NO_ADDRESS)


class HoldingForm(ChangeForm):
    """A role or a term of office, and from when until when it is held."""

    role = SelectField("Role")
    service_id = SelectField(
        "Service", description="For officers, heads and deputies; for a director of one service only."
    )
    ward_id = SelectField("Ward", description="For members.")
    starts = DateField("First day", description="Left empty, it begins today.")
    ends = DateField("Last day", description="Left empty, it has none yet.")

    def validate_service_id(self, field: SelectField) -> None:
        """Some roles are held in a service, others are not."""
        role = self.role.data
        if role in ROLES_OF_A_SERVICE and not field.data:
            raise ValidationError("Choose the service")
        if role not in (*ROLES_OF_A_SERVICE, DIRECTOR) and field.data:
            raise ValidationError(_WITHOUT_SERVICE)

    def validate_ward_id(self, field: SelectField) -> None:
        """Members serve a ward, and nobody else does."""
        if self.role.data == MEMBER and not field.data:
            raise ValidationError("Choose the ward")
        if self.role.data != MEMBER and field.data:
            raise ValidationError("Leave the ward out: only members serve one")

    def validate_ends(self, field: DateField) -> None:
        """Directory would say so too, but not beside the boxes."""
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError("The last day must not be before the first")


class NewPersonForm(PersonForm, HoldingForm):
    """Somebody new, with the first thing that they hold."""


class LastDayForm(ChangeForm):
    """The last day of something that is held."""

    ends = DateField("Last day", description="Left empty, it has none.")


class TakeBackForm(ChangeForm):
    """Nothing to fill in: what was to come does not."""


class LeavingForm(ChangeForm):
    """The last day of everything that somebody holds."""

    ends = DateField("Last day", [DataRequired("Write their last day")])


def offer_choices(form: HoldingForm, council: Council, nothing: str | None = None) -> None:
    """Fill the selects; `nothing`: what it is called when somebody is to hold nothing yet."""
    roles = [SelectChoice(role, role_name(role)) for role in PERSON_ROLES]
    form.role.choices = roles if nothing is None else [SelectChoice("", nothing), *roles]
    form.service_id.choices = choices(council.services, nothing="None")
    form.ward_id.choices = choices(council.wards, nothing="None")


def stated_holding(form: HoldingForm) -> Entry:
    """The role or term of the form, as part of a person's entry; nothing when none was chosen."""
    days = {"starts": _day(form.starts), "ends": _day(form.ends)}
    if form.role.data == MEMBER:
        return {"terms": [{"ward": form.ward_id.data, **days}]}
    if not form.role.data:
        return {}
    return {"roles": [{"role": form.role.data, "service": form.service_id.data or None, **days}]}


def stated_person(form: PersonForm) -> Entry:
    """The name and addresses of the form."""
    return {"name": form.name.data, "email": form.email.data or None, "account": form.account.data or None}


def stated_periods(person: Mapping[str, Any], changed: list[tuple[Entry, Entry]]) -> Entry:
    """An entry for somebody known: what they hold, each with what is `changed` of it."""
    entry: Entry = {"person_id": person["person_id"], "name": person["name"], "roles": [], "terms": []}
    for held, differing in changed:
        if "ward_id" in held:
            entry["terms"].append({"ward": held["ward_id"], "starts": held["starts"], **differing})
        else:
            stated = {"role": held["role"], "service": held["service_id"], "starts": held["starts"]}
            entry["roles"].append({**stated, **differing})
    return entry


def _day(field: DateField) -> str | None:
    return field.data.isoformat() if field.data else None
