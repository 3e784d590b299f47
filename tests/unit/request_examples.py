"""A council in miniature for the tests of a request's rules: people, circumstances, commands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from services.requests.domain import commands as c
from services.requests.domain.acting import THE_DIRECTORY, Acting, Context, Other
from services.requests.domain.decide import decide
from services.requests.domain.evolve import evolve, fold
from services.requests.domain.refusals import Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Kind, Outcome, ReceivedBy, Sharing, Standing, State

MEMBER = "member"
OTHER_MEMBER = "other-member"
OFFICER = "officer"
SECOND_OFFICER = "second-officer"
DESK_PERSON = "desk"
WEDNESDAY = date(2023, 9, 20)
FRIDAY = date(2023, 9, 22)
SATURDAY = date(2023, 9, 23)

HEAD = "head"
DEPUTY = "deputy"
DIRECTOR = "director"
JOINED = "joined-member"
COLLEAGUE = "colleague"
OFFERED = "offered-member"
SUCCESSOR = "successor"
IN_OFFICE = frozenset({MEMBER, OTHER_MEMBER, JOINED, COLLEAGUE, OFFERED, SUCCESSOR})
OPEN_SERVICES = frozenset({"roads", "parks", "bins"})
CATEGORIES = {"pothole": "roads", "sign": "roads", "tree": "parks", "missed bin": "bins"}

the_member = Acting(MEMBER, frozenset({Standing.OWNER}))
another_member = Acting(OTHER_MEMBER, frozenset())
the_officer = Acting(OFFICER, frozenset({Standing.OFFICER}), services=frozenset({"roads"}))
the_head = Acting(HEAD, frozenset({Standing.OFFICER, Standing.HEAD}), services=frozenset({"roads"}))
the_deputy = replace(the_head, person_id=DEPUTY)
the_contributor = Acting("gardener", frozenset({Standing.CONTRIBUTOR}), services=frozenset({"parks"}))
the_former_officer = Acting("dustman", frozenset({Standing.FORMER}), services=frozenset({"bins"}))
a_director = Acting("second-director", frozenset({Standing.DIRECTOR}))
the_holding_director = Acting(DIRECTOR, frozenset({Standing.DIRECTOR, Standing.OFFICER}))
the_desk = Acting(DESK_PERSON, frozenset({Standing.DESK}))
the_desk_for_the_member = replace(the_desk, for_member=MEMBER)
the_desk_for_another = replace(the_desk, for_member=OTHER_MEMBER)
the_guardian = Acting("guardian", frozenset({Standing.GOVERNANCE}))
who_joined = Acting(JOINED, frozenset({Standing.JOINED}))
a_colleague = Acting(COLLEAGUE, frozenset({Standing.COLLEAGUE}))
who_is_offered = Acting(OFFERED, frozenset({Standing.OFFERED}))

EVERYONE = {
    "member": the_member,
    "another member": another_member,
    "officer": the_officer,
    "head": the_head,
    "contributor": the_contributor,
    "former officer": the_former_officer,
    "director": a_director,
    "holding director": the_holding_director,
    "desk": the_desk,
    "desk for the member": the_desk_for_the_member,
    "desk for another": the_desk_for_another,
    "governance": the_guardian,
    "joined member": who_joined,
    "colleague": a_colleague,
    "offered member": who_is_offered,
    "directory": THE_DIRECTORY,
}


def holder(level: int, service_id: str) -> str | None:
    """With whom an escalation would stand: roads has a head, parks nobody, so that a director has it."""
    return HEAD if level == 1 and service_id == "roads" else DIRECTOR


def at(day: date = WEDNESDAY, hour: int = 12, closed: frozenset[date] = frozenset()) -> Context:
    """The circumstances at an hour (UTC) of a day, with a weekday calendar less the `closed` days."""
    return Context(
        now=datetime(day.year, day.month, day.day, hour, tzinfo=UTC),
        today=day,
        is_working_day=lambda asked: asked.weekday() < 5 and asked not in closed,
        works_for_lead=lambda person: person in {OFFICER, SECOND_OFFICER, HEAD, DEPUTY},
        service_is_open=OPEN_SERVICES.__contains__,
        category_of_service=lambda category, service: CATEGORIES.get(category) == service,
        ward_is_open=lambda ward: ward in {"cowal", "bute"},
        is_member_in_office=IN_OFFICE.__contains__,
        holder=holder,
        words={"subject": RAISE.subject, "place": RAISE.place},
        other=OTHER,
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

OTHER = Other(
    id="request-2",
    state=State.WITH_SERVICE,
    member_id=OTHER_MEMBER,
    frozen=False,
    merged=False,
    standings=frozenset({Standing.OFFICER}),
)

COMMANDS: dict[str, c.Command] = {
    "amend": c.Amend(kind=Kind.INFORMATION, ward_id="bute", subject="Two holes in the road"),
    "assign": c.Assign(SECOND_OFFICER),
    "unassign": c.Unassign(OFFICER),
    "transfer": c.Transfer("parks", "tree", "It is the tree’s root."),
    "add_contributor": c.AddContributor("bins"),
    "remove_contributor": c.RemoveContributor("parks"),
    "contribute": c.Contribute("We looked at the root."),
    "add_message": c.AddMessage("It is bigger now."),
    "ask_clarification": c.AskClarification("Where exactly?"),
    "give_clarification": c.GiveClarification("By the bakery."),
    "drop_clarification": c.DropClarification(),
    "give_initial_response": c.GiveInitialResponse("We have it.", OFFICER, "An inspection", FRIDAY),
    "post_update": c.PostUpdate("We looked.", OFFICER, "A repair", FRIDAY),
    "propose_deadline": c.ProposeDeadline(FRIDAY, "The crew is there then."),
    "agree_deadline": c.AgreeDeadline(FRIDAY),
    "decline_deadline": c.DeclineDeadline(FRIDAY),
    "schedule_work": c.ScheduleWork("We come on Friday.", FRIDAY),
    "respond": c.Respond("It is mended.", Outcome.FULFILLED),
    "ask_further_information": c.AskFurtherInformation("And the kerb?"),
    "escalate": c.Escalate("It takes too long."),
    "close": c.Close(),
    "reopen": c.Reopen("It is broken again."),
    "withdraw": c.Withdraw(),
    "merge_into": c.MergeInto("request-2"),
    "ask_urgency": c.AskUrgency("A child fell into it."),
    "accept_urgency": c.AcceptUrgency(),
    "refuse_urgency": c.RefuseUrgency("It is fenced off."),
    "set_sharing": c.SetSharing(Sharing.WARD_COLLEAGUES),
    "ask_to_join": c.AskToJoin(),
    "accept_join": c.AcceptJoin(OFFERED),
    "refuse_join": c.RefuseJoin(OFFERED),
    "leave": c.Leave(),
    "attach": c.Attach("file-1", "hole.jpg", "image/jpeg", 20_000),
    "link": c.Link("request-2"),
    "set_job_number": c.SetJobNumber("R-77"),
    "note": c.Note("The third one this year."),
    "retract_message": c.RetractMessage(2),
    "attach_constituent": c.AttachConstituent("constituent-1"),
    "withdraw_agreement": c.WithdrawAgreement(),
    "hold": c.Hold("A court asks for it."),
    "release_hold": c.ReleaseHold(),
    "redact": c.Redact("They asked to be forgotten."),
    "freeze": c.Freeze(),
    "hand_over": c.HandOver(SUCCESSOR),
}


GIVER: dict[str, Acting] = {
    **dict.fromkeys(["add_message", "give_clarification", "ask_further_information", "escalate"], the_member),
    **dict.fromkeys(["close", "reopen", "withdraw", "ask_urgency", "set_sharing"], the_member),
    **dict.fromkeys(["accept_join", "refuse_join", "attach_constituent", "withdraw_agreement"], the_member),
    **dict.fromkeys(["ask_clarification", "drop_clarification", "give_initial_response"], the_officer),
    **dict.fromkeys(["post_update", "schedule_work", "respond", "propose_deadline"], the_officer),
    **dict.fromkeys(["transfer", "merge_into", "link", "set_job_number", "note"], the_officer),
    **dict.fromkeys(["amend", "assign", "unassign", "add_contributor", "attach"], the_officer),
    **dict.fromkeys(["agree_deadline", "decline_deadline"], the_member),
    **dict.fromkeys(["accept_urgency", "refuse_urgency"], the_head),
    **dict.fromkeys(["hold", "release_hold", "redact"], the_guardian),
    "ask_to_join": a_colleague,
    "leave": who_joined,
    "freeze": THE_DIRECTORY,
    "hand_over": the_desk,
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


def refused(
    state: RequestState, command: c.Command, person: Acting, context: Context | None = None
) -> Refusal:
    """The refusal that the command meets."""
    with pytest.raises(Refusal) as caught:
        decide(state, command, person, context or at())
    return caught.value


def given(*names: str, state: RequestState | None = None, context: Context | None = None) -> RequestState:
    """A request after these commands of `COMMANDS`, each given by somebody who may."""
    found = state or raised(context)
    for name in names:
        found = after(found, COMMANDS[name], GIVER[name], context)
    return found
