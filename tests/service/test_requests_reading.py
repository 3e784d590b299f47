"""What each reads of a request: words, facts or nothing, by what they are to it."""

import pytest

from services.chassis.actor import Actor
from services.contracts.vocabulary import PERSON_ROLES
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    OTHER_OFFICER,
    Casework,
    next_step,
    person,
)
from tests.service.requests_council import (
    BIN_OFFICER,
    COLLEAGUE,
    DIRECTOR,
    GOVERNANCE,
    OTHER_DIRECTOR,
    a_file,
    led,
    types_read,
    whole,
)

NOTE, PART, PRIVATE = "He is a nuisance.", "Only one bin is left.", "Between us: my aunt fell."
STRANGERS = (OTHER_MEMBER, OTHER_OFFICER, DIRECTOR, OTHER_DIRECTOR)


@pytest.fixture
def full(casework: Casework) -> tuple[Casework, str]:
    """A request with words of every kind."""
    request_id = whole(casework).raised()
    led(
        casework,
        request_id,
        ("add_contributor", OFFICER, {"service_id": "waste"}),
        ("note", OFFICER, {"message": NOTE}),
        ("contribute", BIN_OFFICER, {"message": PART}),
        ("set_job_number", OFFICER, {"job_number": "WDM-4711"}),
        ("add_message", MEMBER, {"message": PRIVATE}),
        ("give_initial_response", OFFICER, next_step("")),
        ("attach", MEMBER, a_file("")),
        ("hold", GOVERNANCE, {"reason": "A court asks."}),
    )
    return casework, request_id


def page(casework: Casework, actor: Actor, request_id: str) -> str:
    """All that somebody's page says."""
    return str(casework.done("request", actor, request_id=request_id))


def test_the_owner_reads_the_conversation_and_nothing_of_the_services_own(full: tuple[Casework, str]) -> None:
    casework, request_id = full
    for actor in (MEMBER, DESK):
        seen = page(casework, actor, request_id)
        assert PRIVATE in seen
        assert "We have looked at it." in seen
        assert NOTE not in seen
        assert PART not in seen
        assert "WDM-4711" not in seen
        assert "A court asks." not in seen
        assert not {"note_added", "contribution_added", "job_number_set"} & set(
            types_read(casework, actor, request_id)
        )


def test_the_lead_service_reads_everything_but_governances_reasons(full: tuple[Casework, str]) -> None:
    casework, request_id = full
    for actor in (OFFICER, HEAD):
        seen = page(casework, actor, request_id)
        for words in (PRIVATE, NOTE, PART, "WDM-4711", "We have looked at it.", "pothole.jpg"):
            assert words in seen
        assert "A court asks." not in seen
    assert "A court asks." in page(casework, GOVERNANCE, request_id)


def test_a_contributing_service_reads_the_matter_its_own_part_and_the_answers(
    full: tuple[Casework, str],
) -> None:
    casework, request_id = full
    seen = page(casework, BIN_OFFICER, request_id)
    for words in ("Two cars lost a wheel.", "Fill it before winter.", PART, "We have looked at it."):
        assert words in seen
    for words in (PRIVATE, NOTE, "WDM-4711", "pothole.jpg"):
        assert words not in seen
    casework.done("add_contributor", OFFICER, request_id=request_id, service_id="education")
    assert PART not in page(casework, OTHER_OFFICER, request_id)


def test_to_anybody_else_there_is_no_such_request(full: tuple[Casework, str]) -> None:
    casework, request_id = full
    unknown = casework.refused("request", MEMBER, request_id="no-such-id")
    for actor in (*STRANGERS, COLLEAGUE):
        assert casework.refused("request", actor, request_id=request_id) == unknown
        for name, body in (("mark_seen", {"sequence": 1}), ("attach", a_file(""))):
            refused = casework.refused(name, actor, **{**body, "request_id": request_id})
            assert (refused["code"], refused["message"]) == ("not_found", unknown["message"])


def test_a_ward_colleague_sees_what_it_is_about_and_where_it_stands(full: tuple[Casework, str]) -> None:
    casework, request_id = full
    casework.done("set_sharing", MEMBER, request_id=request_id, sharing="ward_colleagues")
    seen = casework.done("request", COLLEAGUE, request_id=request_id)
    assert seen["request"].keys() == {
        *("request_id", "reference", "external_reference", "state", "outcome"),
        *("subject", "place", "member", "member_id", "raised_at", "asked"),
    }
    assert (seen["timeline"], seen["officers"], seen["permitted"]) == ([], [], ["ask_to_join"])
    assert casework.refused("request", OTHER_MEMBER, request_id=request_id)["code"] == "not_found"
    casework.done("set_sharing", MEMBER, request_id=request_id, sharing="only_me")
    assert casework.refused("request", COLLEAGUE, request_id=request_id)["code"] == "not_found"


def test_who_joined_is_told_what_the_owner_is_told(full: tuple[Casework, str]) -> None:
    casework, request_id = full
    led(
        casework,
        request_id,
        ("set_sharing", MEMBER, {"sharing": "ward_colleagues"}),
        ("ask_to_join", COLLEAGUE, {}),
        ("accept_join", MEMBER, {"member_id": "cara"}),
        ("set_sharing", MEMBER, {"sharing": "only_me"}),
        ("note", OFFICER, {"message": NOTE}),
    )
    seen = page(casework, COLLEAGUE, request_id)
    for words in ("Fill it before winter.", "We have looked at it.", "A crew will measure it."):
        assert words in seen
    for words in (PRIVATE, NOTE, PART, "Two cars lost a wheel.", "WDM-4711", "pothole.jpg"):
        assert words not in seen
    (row,) = casework.done("portfolio", COLLEAGUE, joined=True)["requests"]
    assert row["request_id"] == request_id
    assert casework.done("portfolio", COLLEAGUE)["requests"] == []
    casework.done("leave", COLLEAGUE, request_id=request_id)
    assert casework.refused("request", COLLEAGUE, request_id=request_id)["code"] == "not_found"


def test_directors_read_once_it_stands_with_one_and_only_the_holder_answers(
    full: tuple[Casework, str],
) -> None:
    casework, request_id = full
    led(
        casework,
        request_id,
        ("escalate", MEMBER, {"message": "Nobody comes."}),
        ("post_update", OFFICER, next_step("")),
        ("escalate", MEMBER, {"message": "Still nobody."}),
    )
    assert "respond" in casework.done("request", DIRECTOR, request_id=request_id)["permitted"]
    assert "respond" not in casework.done("request", OTHER_DIRECTOR, request_id=request_id)["permitted"]
    assert NOTE in page(casework, DIRECTOR, request_id)
    (row,) = casework.done("worklist", DIRECTOR)["requests"]
    assert row["request_id"] == request_id
    assert casework.done("worklist", OTHER_DIRECTOR)["requests"] == []


@pytest.mark.parametrize("sharing", ["only_me", "ward_colleagues"])
def test_a_note_never_reaches_a_member_whatever_else_they_are(casework: Casework, sharing: str) -> None:
    whole(casework)
    roles = [
        *(("officer", "roads"), ("head_of_service", "roads"), ("deputy_head", "roads")),
        *(("director", None), ("member_services", None), ("information_governance", None)),
    ]
    casework.tell("person_recorded", person("vera", "Vera All", roles=roles, terms=[("cowal", None)]))
    vera = Actor("vera", "member", frozenset(PERSON_ROLES))
    own = casework.raised(Actor("vera", "member", frozenset({"member"})), sharing=sharing)
    led(casework, own, ("note", OFFICER, {"message": NOTE}))
    assert NOTE not in page(casework, vera, own)
    assert "note_added" not in types_read(casework, vera, own)
    file = casework.done("casework_file", vera)
    assert NOTE not in str(file)
    of_ann = casework.raised(sharing=sharing)
    led(casework, of_ann, ("note", OFFICER, {"message": NOTE}))
    assert (NOTE in page(casework, vera, of_ann)) is (sharing == "only_me")


def test_a_note_moves_nothing_that_a_member_sees(casework: Casework) -> None:
    first, second = whole(casework).raised(subject="First"), casework.raised(subject="Second")
    before = casework.done("portfolio", MEMBER)["requests"]
    casework.done("note", OFFICER, request_id=first, message=NOTE)
    casework.done("set_job_number", OFFICER, request_id=first, job_number="1")
    assert casework.done("portfolio", MEMBER)["requests"] == before
    assert casework.done("member_home", MEMBER)["new"] == []
    done = casework.done("add_message", MEMBER, request_id=first, version=1, message="I saw version 1.")
    assert done["sequence"] == 4
    problem = casework.refused("note", OFFICER, request_id=first, version=3, message="And I version 3.")
    assert [entry["type"] for entry in problem["details"]["happened"]] == ["message_added"]
    assert second


def test_another_requests_id_is_shown_to_who_may_know_of_it(casework: Casework) -> None:
    of_ann, of_bob = whole(casework).raised(), casework.raised(OTHER_MEMBER)
    casework.done("link", OFFICER, request_id=of_ann, other=of_bob)
    assert of_bob in page(casework, OFFICER, of_ann)
    assert of_bob not in page(casework, MEMBER, of_ann)
    assert of_ann not in page(casework, OTHER_MEMBER, of_bob)
    (link,) = casework.done("request", DESK, request_id=of_bob)["request"]["links"]
    assert link["request_id"] == of_ann


def test_it_says_which_messages_their_reader_may_take_back_now(full: tuple[Casework, str]) -> None:
    casework, request_id = full
    said = {
        entry["type"]: entry["sequence"]
        for entry in casework.done("request", GOVERNANCE, request_id=request_id)["timeline"]
    }
    for actor, type_ in (
        (MEMBER, "message_added"),
        (OFFICER, "note_added"),
        (BIN_OFFICER, "contribution_added"),
    ):
        assert said[type_] in casework.done("request", actor, request_id=request_id)["retractable"]
    assert said["note_added"] not in casework.done("request", MEMBER, request_id=request_id)["retractable"]
    assert (
        set(said.values())
        > set(casework.done("request", GOVERNANCE, request_id=request_id)["retractable"])
        > {said["note_added"]}
    )


def test_services_are_named_where_the_timeline_speaks_of_them(full: tuple[Casework, str]) -> None:
    casework, request_id = full
    moved = {"service_id": "education", "category_id": "schools", "reason": "Their gate."}
    casework.done("transfer", OFFICER, request_id=request_id, **moved)
    entries = casework.done("request", MEMBER, request_id=request_id)["timeline"]
    asked = next(entry for entry in entries if entry["type"] == "contributor_added")
    assert asked["data"]["service"] == "Waste"
    assert (entries[-1]["data"]["from_service"], entries[-1]["data"]["service"]) == ("Roads", "Education")


def test_a_colleague_is_told_that_they_have_asked_to_join(casework: Casework) -> None:
    request_id = whole(casework).raised(sharing="ward_colleagues")
    assert casework.done("request", COLLEAGUE, request_id=request_id)["request"]["asked"] is False
    casework.done("ask_to_join", COLLEAGUE, request_id=request_id)
    assert casework.done("request", COLLEAGUE, request_id=request_id)["request"]["asked"] is True
