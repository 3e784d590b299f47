"""What is wrong with a command's dates, people, services and parts, each with its field."""

from collections.abc import Iterator
from datetime import date
from functools import singledispatch

from services.requests.domain import commands as c
from services.requests.domain.acting import Context, Other
from services.requests.domain.dates import NEXT_UPDATE, WORK, day_flaw, deadline_flaw
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Standing, State

Flaw = tuple[str, str]

NOT_AN_OFFICER = "This person does not work for the service that has it. Choose one of its officers."
NOT_IN_OFFICE = "This person is not a member in office today. Choose another member."
MOST_FILES = 30
_CLOSED_SERVICE = "This service is closed. Choose another one."
_SAME_SERVICE = "It is with this service already. Choose another one, or put the category right."
_NOT_ITS_CATEGORY = "This category is not one of that service’s in use. Choose one of its categories."
_LEAD = "This service has the request itself. Choose another one."
_NO_OTHER = "There is no such request that you can act on. Check its reference."
_ITSELF = "This is the request itself. Give the reference of another one."
_MAY_BE_MERGED_INTO = frozenset({Standing.OFFICER, Standing.CONTRIBUTOR, Standing.DESK})
_GLIMPSED = frozenset({Standing.FORMER, Standing.OFFERED, Standing.COLLEAGUE})


def flaws(command: c.Command, state: RequestState | None, context: Context) -> Iterator[Flaw]:
    """The flaws of a command beside those of its texts. `state` is None before raising only."""
    if state is None:
        return iter(())
    return _flaws(command, state, context)


@singledispatch
def _flaws(command: object, state: RequestState, context: Context) -> Iterator[Flaw]:
    return iter(())


@_flaws.register
def _(command: c.Assign, _: RequestState, context: Context) -> Iterator[Flaw]:
    if not context.works_for_lead(command.officer_id):
        yield "officer_id", NOT_AN_OFFICER


@_flaws.register(c.GiveInitialResponse)
@_flaws.register(c.PostUpdate)
def _(command: c.GiveInitialResponse | c.PostUpdate, state: RequestState, context: Context) -> Iterator[Flaw]:
    stands_with = state.escalation.holder_id if state.escalation else None
    if not context.works_for_lead(command.holder_id) and command.holder_id != stands_with:
        yield "holder_id", NOT_AN_OFFICER
    yield from _named("next_update_on", day_flaw(NEXT_UPDATE, command.next_update_on, context))


@_flaws.register
def _(command: c.ScheduleWork, _: RequestState, context: Context) -> Iterator[Flaw]:
    yield from _named("work_on", day_flaw(WORK, command.work_on, context))


@_flaws.register(c.ProposeDeadline)
@_flaws.register(c.AgreeDeadline)
def _(command: c.ProposeDeadline | c.AgreeDeadline, _: RequestState, context: Context) -> Iterator[Flaw]:
    yield from _named("due_on", deadline_flaw(command.due_on, context))


@_flaws.register
def _(command: c.Transfer, state: RequestState, context: Context) -> Iterator[Flaw]:
    if command.service_id == state.service_id:
        yield "service_id", _SAME_SERVICE
    elif not context.service_is_open(command.service_id):
        yield "service_id", _CLOSED_SERVICE
    elif not context.category_of_service(command.category_id, command.service_id):
        yield "category_id", _NOT_ITS_CATEGORY


@_flaws.register
def _(command: c.AddContributor, state: RequestState, context: Context) -> Iterator[Flaw]:
    if command.service_id == state.service_id:
        yield "service_id", _LEAD
    elif not context.service_is_open(command.service_id):
        yield "service_id", _CLOSED_SERVICE


@_flaws.register
def _(command: c.Amend, state: RequestState, context: Context) -> Iterator[Flaw]:
    category, ward = command.category_id, command.ward_id
    if category not in {None, state.category_id} and not context.category_of_service(
        category or "", state.service_id
    ):
        yield "category_id", _NOT_ITS_CATEGORY
    if ward not in {None, state.ward_id} and not context.ward_is_open(ward or ""):
        yield "ward_id", "This ward does not exist today. Choose another one."


@_flaws.register
def _(command: c.Respond, _: RequestState, __: Context) -> Iterator[Flaw]:
    lines = [line.strip() for line in command.shareable.splitlines()]
    if any(line and line not in command.message for line in lines):
        sentence = (
            "The part for the constituent has words that the answer does not have. Take it from the answer."
        )
        yield "shareable", sentence


@_flaws.register
def _(command: c.MergeInto, state: RequestState, context: Context) -> Iterator[Flaw]:
    yield from _named("other", _no_place_to_merge(context.other, state.id))


@_flaws.register
def _(command: c.Link, state: RequestState, context: Context) -> Iterator[Flaw]:
    other = context.other
    if other is None or not other.standings - _GLIMPSED:
        yield "other", _NO_OTHER
    elif other.id == state.id:
        yield "other", _ITSELF


@_flaws.register
def _(_: c.Attach, state: RequestState, __: Context) -> Iterator[Flaw]:
    if len(state.attachments) >= MOST_FILES:
        yield (
            "file_name",
            f"It has {MOST_FILES} files already, which is as many as it takes. Put more into one.",
        )


@_flaws.register
def _(command: c.AcceptJoin, _: RequestState, context: Context) -> Iterator[Flaw]:
    if not context.is_member_in_office(command.member_id):
        yield "member_id", "This person is no longer a member in office. Refuse them instead."


@_flaws.register
def _(command: c.AttachConstituent, _: RequestState, context: Context) -> Iterator[Flaw]:
    if command.constituent_id is None:
        yield from _named("agreed_on", _agreement_flaw(command.agreed_on, context))


@_flaws.register
def _(command: c.HandOver, state: RequestState, context: Context) -> Iterator[Flaw]:
    if command.member_id == state.member_id:
        yield "member_id", "It is this member’s request already. Choose the successor."
    elif not context.is_member_in_office(command.member_id):
        yield "member_id", NOT_IN_OFFICE
    if state.constituent_attached and not command.constituent_agreed:
        sentence = (
            "It is for a constituent, who has to agree to the successor. Ask them first; if they do not "
            "agree, take their details away."
        )
        yield "constituent_agreed", sentence


def _no_place_to_merge(other: Other | None, own_id: str) -> str | None:
    if other is None or not other.standings & _MAY_BE_MERGED_INTO:
        return _NO_OTHER
    if other.id == own_id:
        return _ITSELF
    if other.merged:
        return "The other request was merged into a third one. Give the reference of that one."
    if other.state in {State.CLOSED, State.WITHDRAWN}:
        return "The other request is no longer open. Choose an open one, or link the two."
    if other.frozen:
        return (
            "The other request is frozen, because its member’s office ended. Choose another, or link the two."
        )
    return None


def _agreement_flaw(day: date | None, context: Context) -> str | None:
    if day is None:
        return "Give the date on which the constituent agreed."
    if day > context.today:
        return "The date of the agreement cannot be in the future. Choose today or earlier."
    return None


def _named(field: str, sentence: str | None) -> Iterator[Flaw]:
    if sentence is not None:
        yield field, sentence
