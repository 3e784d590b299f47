"""A council in miniature for the tests of a request's rules: people, circumstances, commands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from services.requests.domain import commands as c
from services.requests.domain.acting import Acting, Context
from services.requests.domain.decide import decide
from services.requests.domain.evolve import evolve, fold
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Kind, Outcome, ReceivedBy, Standing

MEMBER = "member"
OTHER_MEMBER = "other-member"
OFFICER = "officer"
SECOND_OFFICER = "second-officer"
DESK_PERSON = "desk"
WEDNESDAY = date(2023, 9, 20)
FRIDAY = date(2023, 9, 22)
SATURDAY = date(2023, 9, 23)

the_member = Acting(MEMBER, frozenset({Standing.OWNER}))
another_member = Acting(OTHER_MEMBER, frozenset())
the_officer = Acting(OFFICER, frozenset({Standing.OFFICER}))
the_desk = Acting(DESK_PERSON, frozenset({Standing.DESK}))
the_desk_for_the_member = replace(the_desk, for_member=MEMBER)
the_desk_for_another = replace(the_desk, for_member=OTHER_MEMBER)

EVERYONE = {
    "member": the_member,
    "another member": another_member,
    "officer": the_officer,
    "desk": the_desk,
    "desk for the member": the_desk_for_the_member,
    "desk for another": the_desk_for_another,
}


def at(day: date = WEDNESDAY, hour: int = 12, closed: frozenset[date] = frozenset()) -> Context:
    """The circumstances at an hour (UTC) of a day, with a weekday calendar less the `closed` days."""
    return Context(
        now=datetime(day.year, day.month, day.day, hour, tzinfo=UTC),
        today=day,
        is_working_day=lambda asked: asked.weekday() < 5 and asked not in closed,
        works_for_lead=lambda person: person in {OFFICER, SECOND_OFFICER},
    )


RAISE = c.RaiseRequest(
    reference="MZ-2023-001234-B",
    member_id=MEMBER,
    kind=Kind.ACTION,
    service_id="roads",
    category_id="pothole",
    ward_id="cowal",
    subject="A hole in the road",
    place="Hunter Street",
    what_happened="It grew over the winter.",
    ask="Please mend it.",
)
RAISE_FOR_MEMBER = replace(RAISE, received_by=ReceivedBy.PHONE, received_on=WEDNESDAY)

COMMANDS: dict[str, c.Command] = {
    "give_clarification": c.GiveClarification("By the bakery."),
    "add_message": c.AddMessage("It is bigger now."),
    "close": c.Close(),
    "withdraw": c.Withdraw(),
    "give_initial_response": c.GiveInitialResponse("We have it.", OFFICER, "An inspection", FRIDAY),
    "post_update": c.PostUpdate("We looked.", OFFICER, "A repair", FRIDAY),
    "respond": c.Respond("It is mended.", Outcome.FULFILLED),
    "ask_clarification": c.AskClarification("Where exactly?"),
    "drop_clarification": c.DropClarification(),
    "assign": c.Assign(SECOND_OFFICER),
    "unassign": c.Unassign(OFFICER),
}


def raised(context: Context | None = None) -> RequestState:
    """A request as the member raised it."""
    return fold("request-1", decide(None, RAISE, the_member, context or at()).events)


def after(
    state: RequestState, command: c.Command, by: Acting, context: Context | None = None
) -> RequestState:
    """The request after a command that is carried out."""
    for happened in decide(state, command, by, context or at()).events:
        state = evolve(state, happened)
    return state


def later(context: Context, **by: int) -> Context:
    """The same circumstances some time later."""
    now = context.now + timedelta(**by)
    return replace(context, now=now, today=now.date())
