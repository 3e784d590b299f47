"""Giving forms their choices, and what is likely as a beginning."""

from collections.abc import Iterable
from typing import Any

from flask import request
from wtforms.fields.choices import SelectChoice

from gateway.parts import parts
from gateway.request_pages.action import Given
from gateway.request_pages.forms.answers import FullAnswerForm, NextStepForm
from gateway.request_pages.forms.dates import ProposedDateForm
from gateway.request_pages.forms.handling import (
    ContributorForm,
    HandOverForm,
    OfficerForm,
    TransferForm,
    named_choices,
)
from gateway.request_pages.forms.papers import AmendForm, JobNumberForm, RetractForm
from gateway.request_pages.forms.sharing import ConstituentForm, JoinerForm, SharingForm
from gateway.request_pages.timeline_words import TimelineEntry, told
from gateway.wording import instant_in_words
from services.chassis.clock import council_date
from services.contracts.requests_calls import CHOICES, CONSTITUENTS

Named = dict[str, Any]


def next_step(form: NextStepForm, given: Given) -> None:
    """Who could have it: the service's officers, and with whom it stands."""
    escalation = given.view.facts.get("escalation") or {}
    people = list(given.view.officers)
    holder_id = escalation.get("holder_id")
    if holder_id and holder_id not in {one["person_id"] for one in people}:
        people.append({"person_id": holder_id, "name": escalation["holder"] or "A senior officer"})
    form.holder_id.choices = named_choices(people, "Choose an officer", key="person_id")
    if given.is_fresh:
        form.holder_id.data = _likely_holder(given)


def _likely_holder(given: Given) -> str | None:
    """The one officer who has it; while nobody has, whoever is answering."""
    assigned = [officer["person_id"] for officer in given.view.facts["assigned"]]
    if len(assigned) == 1:
        return str(assigned[0])
    return None if assigned else given.person_id


def full_answer(form: FullAnswerForm, given: Given) -> None:
    """The outside bodies of the directory."""
    form.outside_body_id.choices = named_choices(
        given.answers[CHOICES.name]["outside_bodies"], "None of these"
    )


def to_assign(form: OfficerForm, given: Given) -> None:
    """Whom it can be given to. Everybody when posted: the service knows best who has it now."""
    assigned = given.view.facts["assigned"]
    people = [one for one in given.view.officers if not given.is_fresh or one not in assigned]
    form.officer_id.choices = named_choices(people, "Choose an officer", key="person_id")


def to_unassign(form: OfficerForm, given: Given) -> None:
    """Off whom it can be taken."""
    assigned = given.view.facts["assigned"]
    others = [] if given.is_fresh else [one for one in given.view.officers if one not in assigned]
    form.officer_id.choices = named_choices([*assigned, *others], "Choose an officer", key="person_id")


def transfer(form: TransferForm, given: Given) -> None:
    """The categories of the other services; the service follows from the category."""
    others = _other_services(given)
    form.category_id.choices = [
        SelectChoice("", "Choose a category"),
        *(
            SelectChoice(one["id"], one["name"], optgroup=s["name"])
            for s in others
            for one in s["categories"]
        ),
    ]
    service_of = {one["id"]: service["id"] for service in others for one in service["categories"]}
    form.service_id.data = service_of.get(form.category_id.data or "", "")


def to_add_contributor(form: ContributorForm, given: Given) -> None:
    """The services that do not have a part in it yet."""
    asked = {service["service_id"] for service in given.view.facts["contributors"]}
    services = [one for one in _other_services(given) if one["id"] not in asked or not given.is_fresh]
    form.service_id.choices = named_choices(services, "Choose a service")


def to_remove_contributor(form: ContributorForm, given: Given) -> None:
    """The services that were asked for their part."""
    form.service_id.choices = named_choices(
        given.view.facts["contributors"], "Choose a service", key="service_id"
    )


def _other_services(given: Given) -> list[Named]:
    services: list[Named] = given.answers[CHOICES.name]["services"]
    return [service for service in services if service["id"] != given.view.facts["service_id"]]


def hand_over(form: HandOverForm, given: Given) -> None:
    """The members in office; the constituent is asked where there is one."""
    members = given.answers[CHOICES.name]["members"]
    form.member_id.choices = named_choices(
        (one for one in members if one["id"] != given.view.facts["member_id"]), "Choose a member"
    )
    if not given.view.facts.get("constituent"):
        del form.constituent_agreed


def proposed_date(form: ProposedDateForm, given: Given) -> None:
    """The date that the page showed; by its own page, the one that is proposed now."""
    proposal = given.view.facts.get("proposal")
    if proposal and not form.due_on.data:
        form.due_on.data = proposal["due_on"]


def sharing(form: SharingForm, given: Given) -> None:
    """As it is shared now."""
    if given.is_fresh:
        form.sharing.data = given.view.facts["sharing"]


def joiner(form: JoinerForm, given: Given) -> None:
    """Who asked to join."""
    asking = given.view.facts["asked_to_join"]
    form.member_id.choices = named_choices(asking, "Choose a member", key="member_id")
    if given.is_fresh and len(asking) == 1:
        form.member_id.data = asking[0]["member_id"]


def constituent(form: ConstituentForm, given: Given) -> None:
    """The member's own constituents; the desk has none to choose from."""
    known = given.answers.get(CONSTITUENTS.name, {"constituents": []})["constituents"]
    if not known:
        del form.constituent_id
        return
    form.constituent_id.choices = named_choices(known, "Somebody new", key="constituent_id")


def amend(form: AmendForm, given: Given) -> None:
    """What it says now; what it has can be kept, in use or not."""
    facts, answers = given.view.facts, given.answers[CHOICES.name]
    own = (s["categories"] for s in answers["services"] if s["id"] == facts["service_id"])
    form.category_id.choices = _with_current(
        next(own, []), facts["category_id"], facts["category"], "Choose a category"
    )
    form.ward_id.choices = _with_current(answers["wards"], facts["ward_id"], facts["ward"], "Choose the ward")
    if given.is_fresh:
        for name in ("subject", "kind", "category_id", "ward_id", "place"):
            form[name].data = facts[name]


def _with_current(
    found: Iterable[Named], identifier: str, name: str | None, empty: str
) -> list[SelectChoice]:
    choices = named_choices(found, empty)
    if identifier not in {choice.value for choice in choices}:
        choices.append(SelectChoice(identifier, name or "As it is"))
    return choices


def job_number(form: JobNumberForm, given: Given) -> None:
    """As it is noted."""
    if given.is_fresh:
        form.job_number.data = given.view.facts.get("job_number") or ""


def retract(form: RetractForm, given: Given) -> None:
    """What may be taken back now; the timeline's button names which."""
    entries = [entry for entry in told(given.view) if entry.may_be_taken_back]
    form.sequence.choices = [SelectChoice(entry.number, _named(entry)) for entry in entries]
    if given.is_fresh:
        form.sequence.data = request.args.get("entry", type=int)


def _named(entry: TimelineEntry) -> str:
    when = instant_in_words(entry.when, council_date(parts().clock.now())) if entry.when else None
    return ", ".join(part for part in (entry.title, entry.who, when) if part)
