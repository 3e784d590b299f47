"""What a person is to a request, from roles, services, wards, and what became of it."""

from dataclasses import replace

import pytest

from services.requests.domain import commands as c
from services.requests.domain.request_state import RequestState
from services.requests.domain.standings import Person, standings_towards
from services.requests.domain.vocabulary import Sharing, Standing, State
from tests.unit.request_examples import (
    COLLEAGUE,
    DIRECTOR,
    HEAD,
    MEMBER,
    OFFERED,
    SUCCESSOR,
    after,
    given,
    raised,
    the_officer,
)

SHARED = replace(raised(), sharing=Sharing.WARD_COLLEAGUES)
TRANSFERRED = given("transfer")
ESCALATED = given("escalate")
HANDED_OVER = given("freeze", "hand_over")


def officer(*services: str) -> Person:
    """An officer of these services."""
    return Person("o", {"officer"}, frozenset(services))


def member(person_id: str, *wards: str) -> Person:
    """A member for these wards."""
    return Person(person_id, {"member"}, wards=frozenset(wards))


@pytest.mark.parametrize(
    ("person", "state", "expected"),
    [
        (member(MEMBER, "cowal"), raised(), {Standing.OWNER}),
        (member(MEMBER, "cowal"), SHARED, {Standing.OWNER}),
        (member("another", "cowal"), raised(), set()),
        (member(COLLEAGUE, "cowal"), SHARED, {Standing.COLLEAGUE}),
        (member(COLLEAGUE, "bute"), SHARED, set()),
        (member(OFFERED), replace(raised(), asked_to_join={OFFERED: "request-9"}), {Standing.OFFERED}),
        (member(OFFERED), replace(raised(), asked_to_join={OFFERED: None}), set()),
        (member("j"), replace(raised(), joined=frozenset({"j"})), {Standing.JOINED}),
        (member(MEMBER), HANDED_OVER, {Standing.FORMER}),
        (member(SUCCESSOR), HANDED_OVER, {Standing.OWNER}),
        (replace(member(MEMBER), roles=frozenset()), raised(), set()),
        (officer("parks"), raised(), set()),
        (officer("parks", "roads"), raised(), {Standing.OFFICER}),
        (replace(officer("roads"), headed={"roads"}), raised(), {Standing.OFFICER, Standing.HEAD}),
        (replace(officer("parks"), headed={"roads"}), raised(), {Standing.OFFICER, Standing.HEAD}),
        (Person("h", {"head_of_service"}, {"roads"}), raised(), {Standing.OFFICER}),
        (officer("roads"), TRANSFERRED, {Standing.FORMER}),
        (officer("parks"), TRANSFERRED, {Standing.OFFICER}),
        (officer("bins"), replace(raised(), contributors=frozenset({"bins"})), {Standing.CONTRIBUTOR}),
        (Person("d", {"member_services"}), raised(), {Standing.DESK}),
        (Person("g", {"information_governance"}), raised(), {Standing.GOVERNANCE}),
        (Person("a", {"administrator"}), raised(), set()),
        (Person(DIRECTOR, {"director"}), raised(), set()),
        (Person(DIRECTOR, {"director"}), ESCALATED, set()),
    ],
)
def test_standing_comes_from_roles_and_what_became_of_the_request(
    person: Person, state: RequestState, expected: set[Standing]
) -> None:
    assert standings_towards(person, state) == expected


def test_a_member_who_is_also_an_officer_is_both() -> None:
    person = Person(MEMBER, {"member", "officer", "member_services"}, {"roads"}, wards={"cowal"})
    assert standings_towards(person, raised()) == {Standing.OWNER, Standing.OFFICER, Standing.DESK}


def test_a_director_holds_it_while_it_stands_with_them_and_reads_it_ever_after() -> None:
    holding, another = Person(DIRECTOR, {"director"}), Person("second", {"director"})
    second_level = given("escalate", state=given("give_initial_response", state=ESCALATED))
    assert second_level.escalation is not None
    assert (second_level.escalation.level, second_level.escalation.holder_id) == (2, DIRECTOR)
    assert standings_towards(holding, second_level) == {Standing.DIRECTOR, Standing.OFFICER}
    assert standings_towards(another, second_level) == {Standing.DIRECTOR}
    answered = given("respond", state=second_level)
    assert standings_towards(holding, answered) == {Standing.DIRECTOR}


def test_while_it_stands_with_directors_and_names_none_any_of_them_may_answer() -> None:
    second_level = given("escalate", state=given("give_initial_response", state=ESCALATED))
    assert second_level.escalation is not None
    unnamed = replace(second_level, escalation=replace(second_level.escalation, holder_id=None))
    assert Standing.OFFICER in standings_towards(Person("new", {"director"}), unnamed)


def test_a_director_in_place_of_a_vacant_head_holds_it_and_no_other_director_does() -> None:
    parks_officer = replace(the_officer, services=frozenset({"parks"}))
    escalated = given("transfer", "escalate")
    assert escalated.escalation is not None
    assert (escalated.escalation.level, escalated.escalation.holder_id) == (1, DIRECTOR)
    assert standings_towards(Person(DIRECTOR, {"director"}), escalated) == {
        Standing.DIRECTOR,
        Standing.OFFICER,
    }
    assert standings_towards(Person("second", {"director"}), escalated) == set()
    moved_on = after(escalated, c.Transfer("roads", "pothole", "Back."), parks_officer)
    assert (moved_on.state, moved_on.escalation and moved_on.escalation.holder_id) == (State.ESCALATED, HEAD)
    assert standings_towards(Person(DIRECTOR, {"director"}), moved_on) == {Standing.DIRECTOR}
