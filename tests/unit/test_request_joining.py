"""Who else may see a request, joins it, or comes to it because theirs was merged into it."""

from dataclasses import replace
from typing import Any

import pytest

from services.requests.domain import commands as c
from services.requests.domain.acting import Other
from services.requests.domain.decide import decide
from services.requests.domain.events import JoinAsked, RequestMerged
from services.requests.domain.evolve import evolve
from services.requests.domain.reading import Reader, Reading, readable_fields, reading
from services.requests.domain.refusals import Code, Reason
from services.requests.domain.request_state import RequestState
from services.requests.domain.standings import Person, standings_towards
from services.requests.domain.vocabulary import Sharing, Side, Standing, State
from tests.unit.request_examples import (
    COLLEAGUE,
    JOINED,
    MEMBER,
    OTHER,
    OTHER_MEMBER,
    a_colleague,
    after,
    at,
    given,
    raised,
    refused,
    the_contributor,
    the_desk,
    the_member,
    the_officer,
    who_joined,
)

MERGE, LINK = c.MergeInto("request-2"), c.Link("request-2")


def beside(**other: Any) -> Any:
    """Circumstances with another request that is like this."""
    return replace(at(), other=replace(OTHER, **other))


def target() -> RequestState:
    """Another member's request, into which one is merged."""
    return replace(raised(), id="request-2", member_id=OTHER_MEMBER, made_by=OTHER_MEMBER)


def test_ward_colleagues_ask_to_join_and_are_told_once_the_owner_accepts() -> None:
    asked = given("set_sharing", "ask_to_join")
    assert asked.asked_to_join == {COLLEAGUE: None}
    joined = after(asked, c.AcceptJoin(COLLEAGUE), the_member)
    assert (joined.joined, joined.asked_to_join) == ({COLLEAGUE}, {})
    left = after(joined, c.Leave(), replace(who_joined, person_id=COLLEAGUE))
    assert left.joined == frozenset()
    assert after(asked, c.RefuseJoin(COLLEAGUE), the_member).asked_to_join == {}


def test_joining_is_asked_once_and_answered_once() -> None:
    asked = given("set_sharing", "ask_to_join")
    assert refused(asked, c.AskToJoin(), a_colleague).reason is Reason.JOIN_ASKED
    joined = after(asked, c.AcceptJoin(COLLEAGUE), the_member)
    assert refused(joined, c.AskToJoin(), a_colleague).reason is Reason.ALREADY_JOINED
    assert refused(joined, c.AcceptJoin(COLLEAGUE), the_member).reason is Reason.JOIN_NOT_ASKED
    assert refused(asked, c.RefuseJoin("somebody"), the_member).reason is Reason.JOIN_NOT_ASKED


def test_who_left_office_meanwhile_is_not_let_in() -> None:
    asked = replace(raised(), asked_to_join={"former": None})
    assert "Refuse them instead" in refused(asked, c.AcceptJoin("former"), the_member).fields["member_id"][0]
    assert after(asked, c.RefuseJoin("former"), the_member).asked_to_join == {}


def test_sharing_is_chosen_and_chosen_back() -> None:
    shared = given("set_sharing")
    assert shared.sharing is Sharing.WARD_COLLEAGUES
    assert refused(shared, c.SetSharing(Sharing.WARD_COLLEAGUES), the_member).reason is Reason.SHARED_SO
    assert after(shared, c.SetSharing(Sharing.ONLY_ME), the_member).sharing is Sharing.ONLY_ME


def test_a_merged_request_is_over_and_its_member_waits_to_join_the_other() -> None:
    decision = decide(raised(), MERGE, the_officer, at())
    assert decision.events[-1].event == RequestMerged(State.WITHDRAWN, "request-2")
    assert decision.elsewhere is not None
    [waiting] = decision.elsewhere.events
    assert decision.elsewhere.request_id == "request-2"
    assert waiting.event == JoinAsked(State.WITH_SERVICE, MEMBER, "request-1")


def test_until_accepted_the_merged_member_sees_reference_and_state_only() -> None:
    decision = decide(raised(), MERGE, the_officer, at())
    assert decision.elsewhere is not None
    other = evolve(target(), decision.elsewhere.events[0])
    member = Person(MEMBER, {"member"})
    offered = Reader(standings_towards(member, other))
    assert offered.standings == {Standing.OFFERED}
    assert readable_fields(offered) == {"reference", "state"}
    told = decision.elsewhere.events[0].event
    assert reading(told, Side.SERVICE, offered, other.messages) is Reading.NOTHING
    owner = replace(the_member, person_id=OTHER_MEMBER)
    accepted = after(other, c.AcceptJoin(MEMBER), owner)
    assert standings_towards(member, accepted) == {Standing.JOINED}
    assert standings_towards(member, after(other, c.RefuseJoin(MEMBER), owner)) == set()


@pytest.mark.parametrize(
    "other",
    [{"member_id": MEMBER}, {"joined": frozenset({MEMBER})}, {"offered": frozenset({MEMBER})}],
)
def test_whose_request_the_other_is_or_who_is_told_of_it_does_not_wait(other: dict[str, Any]) -> None:
    decision = decide(raised(), MERGE, the_officer, beside(**other))
    assert decision.elsewhere is None
    assert decision.events[-1].event.state is State.WITHDRAWN


def test_a_colleague_who_asked_already_waits_for_the_merging_instead() -> None:
    other = replace(target(), asked_to_join={MEMBER: None})
    seen = replace(at(), other=Other.of(other, frozenset({Standing.DESK})))
    decision = decide(raised(), MERGE, the_desk, seen)
    assert decision.elsewhere is not None
    assert evolve(other, decision.elsewhere.events[0]).asked_to_join == {MEMBER: "request-1"}


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"id": "request-1"}, "the request itself"),
        ({"merged": True, "state": State.WITHDRAWN}, "merged into a third"),
        ({"state": State.WITHDRAWN}, "no longer open"),
        ({"state": State.CLOSED}, "no longer open"),
        ({"frozen": True}, "frozen"),
        ({"standings": frozenset()}, "no such request"),
        ({"standings": frozenset({Standing.FORMER})}, "no such request"),
    ],
)
def test_a_request_is_merged_only_into_an_open_one_that_the_officer_works_on(
    other: dict[str, Any], words: str
) -> None:
    refusal = refused(raised(), MERGE, the_officer, beside(**other))
    assert refusal.code is Code.INVALID
    assert words in refusal.fields["other"][0]


def test_without_another_request_nothing_is_merged_or_linked() -> None:
    for command in (MERGE, LINK):
        assert "other" in refused(raised(), command, the_officer, replace(at(), other=None)).fields


@pytest.mark.parametrize("state", list(State))
def test_an_answered_request_is_merged_into_and_any_request_is_linked_to(state: State) -> None:
    assert decide(raised(), LINK, the_officer, beside(state=state)).events
    assert decide(raised(), MERGE, the_officer, beside(state=State.RESPONDED)).events


def test_a_merged_request_says_where_to_go_on() -> None:
    merged = given("merge_into")
    assert (merged.state, merged.merged_into) == (State.WITHDRAWN, "request-2")
    refusal = refused(merged, c.AddMessage("And now?"), the_member)
    assert refusal.reason is Reason.MERGED
    assert refusal.sentence.endswith("Go on in the request into which it was merged.")


def test_two_requests_are_linked_once_and_never_one_with_itself() -> None:
    linked = given("link")
    assert linked.links == {"request-2"}
    assert refused(linked, LINK, the_officer).reason is Reason.ALREADY_LINKED
    assert "other" in refused(raised(), LINK, the_officer, beside(id="request-1")).fields
    assert "other" in refused(raised(), LINK, the_officer, beside(standings=frozenset())).fields


@pytest.mark.parametrize("person", [the_member, the_officer, the_contributor, the_desk, who_joined])
def test_who_reads_it_may_add_a_file_whose_name_stays_apart(person: Any) -> None:
    decision = decide(raised(), c.Attach("file-1", "hole.jpg", "image/jpeg", 9), person, at())
    assert "hole" not in repr(decision.events)
    assert decision.message_text is not None
    assert decision.message_text.file_name == "hole.jpg"


def test_the_successor_of_a_request_no_longer_waits_to_join_it() -> None:
    frozen = replace(given("freeze"), joined=frozenset({JOINED}), asked_to_join={"successor": "request-9"})
    handed_over = after(frozen, c.HandOver("successor"), the_desk)
    assert (handed_over.asked_to_join, handed_over.joined) == ({}, {JOINED})
