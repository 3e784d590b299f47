"""Which services work on a request: transfers, contributions, and what is put right on the way."""

from dataclasses import replace

import pytest

from services.requests.domain import commands as c
from services.requests.domain.decide import decide
from services.requests.domain.events import ContributionAdded, RequestAmended, RequestTransferred
from services.requests.domain.refusals import Code, Reason
from services.requests.domain.vocabulary import Kind, Rewordable, State
from tests.unit.request_examples import (
    OFFICER,
    RAISE,
    after,
    at,
    given,
    raised,
    refused,
    the_contributor,
    the_desk,
    the_member,
    the_officer,
)

TO_PARKS = c.Transfer("parks", "tree", "It is the tree’s root.")


@pytest.mark.parametrize(
    ("before", "stands", "lands"),
    [
        ((), State.WITH_SERVICE, State.WITH_SERVICE),
        (("schedule_work",), State.WORK_SCHEDULED, State.WITH_SERVICE),
        (("escalate",), State.ESCALATED, State.ESCALATED),
        (("respond", "ask_further_information"), State.FURTHER_INFORMATION, State.FURTHER_INFORMATION),
        (("schedule_work", "ask_clarification"), State.AWAITING_MEMBER, State.WITH_SERVICE),
        (("escalate", "ask_clarification"), State.AWAITING_MEMBER, State.ESCALATED),
    ],
)
def test_a_transfer_leads_to_the_next_service(before: tuple[str, ...], stands: State, lands: State) -> None:
    state = given(*before)
    assert state.state is stands
    assert after(state, TO_PARKS, the_officer).state is lands


def test_after_a_transfer_nobody_is_assigned_and_the_new_service_no_longer_contributes() -> None:
    state = given("assign", "schedule_work")
    state = after(after(state, c.AddContributor("parks"), the_desk), c.AddContributor("bins"), the_officer)
    moved = after(state, TO_PARKS, the_desk)
    assert (moved.service_id, moved.category_id, moved.officers) == ("parks", "tree", frozenset())
    assert (moved.contributors, moved.former_services) == ({"bins"}, {"roads"})
    back = after(moved, c.Transfer("roads", "sign", "It is not the tree."), the_desk)
    assert (back.service_id, back.former_services) == ("roads", {"parks"})


def test_a_transfer_says_from_where_to_where_and_keeps_its_reason_apart() -> None:
    decision = decide(raised(), TO_PARKS, the_officer, at())
    assert decision.events[-1].event == RequestTransferred(State.WITH_SERVICE, "roads", "parks", "tree")
    assert decision.message_text is not None
    assert (decision.message_text.sequence, decision.message_text.reason) == (2, "It is the tree’s root.")


@pytest.mark.parametrize(
    ("command", "field", "words"),
    [
        (replace(TO_PARKS, service_id="closed baths"), "service_id", "is closed"),
        (replace(TO_PARKS, service_id="roads"), "service_id", "with this service already"),
        (replace(TO_PARKS, category_id="pothole"), "category_id", "one of its categories"),
        (replace(TO_PARKS, reason=" "), "reason", "cannot be empty"),
        (replace(TO_PARKS, reason="x" * 2_001), "reason", "up to 2,000 characters; this has 2,001"),
        (c.AddContributor("closed baths"), "service_id", "is closed"),
        (c.AddContributor("roads"), "service_id", "has the request itself"),
        (c.Amend(category_id="tree"), "category_id", "one of its categories"),
        (c.Amend(ward_id="atlantis"), "ward_id", "does not exist today"),
        (c.Amend(subject=" "), "subject", "cannot be empty"),
        (c.Amend(place="x" * 301), "place", "up to 300 characters"),
    ],
)
def test_a_flaw_is_told_by_its_field(command: c.Command, field: str, words: str) -> None:
    refusal = refused(raised(), command, the_desk)
    assert refusal.code is Code.INVALID
    assert words in refusal.fields[field][0]


def test_a_service_contributes_once_asked_and_until_asked_no_longer() -> None:
    state = given("add_contributor")
    assert refused(state, c.AddContributor("bins"), the_officer).reason is Reason.ALREADY_CONTRIBUTES
    assert refused(state, c.RemoveContributor("parks"), the_desk).reason is Reason.DOES_NOT_CONTRIBUTE
    assert after(state, c.RemoveContributor("bins"), the_desk).contributors == frozenset()


def test_a_contribution_names_the_service_for_which_it_is_given() -> None:
    state = after(raised(), c.AddContributor("parks"), the_officer)
    of_several = replace(the_contributor, services=frozenset({"bins", "parks", "roads"}))
    decision = decide(state, c.Contribute("The root."), of_several, at())
    assert decision.events[-1].event == ContributionAdded(State.WITH_SERVICE, "parks")


def test_amending_tells_the_facts_as_they_are_now_and_keeps_the_words_before() -> None:
    command = c.Amend(kind=Kind.INFORMATION, category_id="sign", ward_id="bute", subject="A sign", place="")
    decision = decide(raised(), command, the_member, at())
    event = RequestAmended(
        State.WITH_SERVICE, Kind.INFORMATION, "sign", "bute", (Rewordable.SUBJECT, Rewordable.PLACE)
    )
    assert decision.events[-1].event == event
    assert decision.amended == {"subject": "A sign", "place": ""}
    assert decision.message_text is not None
    assert (decision.message_text.subject, decision.message_text.place) == (RAISE.subject, RAISE.place)


def test_amending_one_thing_leaves_the_others_as_they_are() -> None:
    decision = decide(raised(), c.Amend(category_id="sign"), the_officer, at())
    assert decision.events[-1].event == RequestAmended(State.WITH_SERVICE, Kind.ACTION, "sign", "cowal")
    assert (decision.amended, decision.message_text) == ({}, None)


@pytest.mark.parametrize("command", [c.Amend(), c.Amend(kind=Kind.ACTION, subject=RAISE.subject)])
def test_amending_nothing_is_refused(command: c.Amend) -> None:
    assert refused(raised(), command, the_member).reason is Reason.NOTHING_AMENDED


def test_a_category_that_has_ended_does_not_stand_in_the_way_of_another_amendment() -> None:
    ended = replace(
        at(), category_of_service=lambda category, service: False, ward_is_open=lambda ward: False
    )
    command = c.Amend(category_id="pothole", ward_id="cowal", place="Hill Street")
    assert decide(raised(), command, the_officer, ended).amended == {"place": "Hill Street"}


def test_the_service_notes_its_own_number_and_takes_it_away_again() -> None:
    decision = decide(raised(), c.SetJobNumber("R-77"), the_officer, at())
    assert decision.message_text is not None
    assert decision.message_text.job_number == "R-77"
    assert decide(raised(), c.SetJobNumber(""), the_officer, at()).message_text is None
    assert "on one line" in refused(raised(), c.SetJobNumber("R\n77"), the_officer).sentence


def test_an_assignment_ends_with_the_transfer_and_may_be_given_anew() -> None:
    assert given("assign", "transfer").officers == frozenset()
    assert after(given("assign"), c.Assign(OFFICER), the_desk).officers == {OFFICER, "second-officer"}
