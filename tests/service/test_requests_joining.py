"""Sharing, joining, merging and linking: who is told what once two members or two requests come together."""

from tests.service.requests_casework import (
    DESK,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    OTHER_OFFICER,
    Casework,
    full_answer,
    subjects,
)
from tests.service.requests_council import COLLEAGUE, constituent, led, types_read, whole


def test_a_request_of_the_same_member_goes_on_in_the_other(casework: Casework) -> None:
    first, second = whole(casework).raised(subject="First"), casework.raised(subject="Second")
    reference = casework.done("request", MEMBER, request_id=second)["request"]["reference"]
    done = casework.done("merge_into", OFFICER, request_id=first, other=reference.lower().replace("-", " "))
    assert done["state"] == "withdrawn"
    page = casework.done("request", MEMBER, request_id=first)
    assert page["request"]["merged_into"] == {"request_id": second, "reference": reference}
    assert page["timeline"][-1]["data"]["reference"] == reference
    assert types_read(casework, MEMBER, second) == ["request_raised"]
    again = casework.refused("merge_into", OFFICER, request_id=first, other=second)
    assert again["code"] == "wrong_state"


def test_the_member_of_a_merged_request_waits_for_the_owner_of_the_other(casework: Casework) -> None:
    of_bob, of_ann = whole(casework).raised(OTHER_MEMBER), casework.raised(MEMBER, ask="Anns own ask.")
    casework.done("attach_constituent", OTHER_MEMBER, **constituent(of_bob))
    casework.done("merge_into", OFFICER, request_id=of_bob, other=of_ann)
    offered = casework.done("request", OTHER_MEMBER, request_id=of_ann)
    assert offered["request"].keys() == {"request_id", "reference", "external_reference", "state"}
    assert offered["timeline"] == []
    page = casework.done("request", MEMBER, request_id=of_ann)
    assert page["request"]["asked_to_join"] == [{"member_id": "bob", "name": "Bob Member"}]
    assert page["timeline"][-1]["data"]["merged_id"] is None
    assert casework.refused("request", MEMBER, request_id=of_bob)["code"] == "not_found"
    casework.done("accept_join", MEMBER, request_id=of_ann, member_id="bob")
    joined = casework.done("request", OTHER_MEMBER, request_id=of_ann)["request"]
    assert joined["ask"] == "Anns own ask."
    assert joined["joined"] == [{"member_id": "bob", "name": "Bob Member"}]
    assert "constituent" not in joined
    assert casework.done("request", MEMBER, request_id=of_ann)["request"]["constituent"] is None


def test_nothing_is_merged_into_what_is_not_there_not_open_or_itself(casework: Casework) -> None:
    request_id, other = whole(casework).raised(), casework.raised()
    of_education = casework.raised(category_id="schools")
    for named in (request_id, "no-such-request", "MZ-2023-000999-X", of_education):
        problem = casework.refused("merge_into", OFFICER, request_id=request_id, other=named)
        assert (problem["code"], set(problem["fields"])) == ("invalid", {"other"}), named
    led(casework, other, ("respond", OFFICER, full_answer("")), ("close", MEMBER, {}))
    problem = casework.refused("merge_into", OFFICER, request_id=request_id, other=other)
    assert "no longer open" in problem["message"]
    assert types_read(casework, MEMBER, request_id) == ["request_raised"]


def test_two_requests_are_linked_in_both_histories_or_in_neither(casework: Casework) -> None:
    first, second = whole(casework).raised(), casework.raised()
    casework.done("link", DESK, request_id=first, other=second)
    for one, other in ((first, second), (second, first)):
        page = casework.done("request", MEMBER, request_id=one)
        assert [link["request_id"] for link in page["request"]["links"]] == [other]
        assert page["timeline"][-1]["data"]["other_id"] == other
    assert casework.refused("link", DESK, request_id=first, other=second)["code"] in {
        "wrong_state",
        "conflict",
    }
    assert casework.refused("link", OTHER_OFFICER, request_id=first, other=second)["code"] == "not_found"
    assert types_read(casework, MEMBER, second) == ["request_raised", "requests_linked"]


def test_ward_colleagues_find_what_is_shared_and_ask_to_join(casework: Casework) -> None:
    shared = whole(casework).raised(subject="Shared", sharing="ward_colleagues")
    casework.raised(subject="Own")
    casework.raised(subject="Of Bute", ward_id="bute", sharing="ward_colleagues")
    (row,) = casework.done("ward_requests", COLLEAGUE)["requests"]
    assert row == {
        "request_id": shared,
        "reference": row["reference"],
        "subject": "Shared",
        "place": "Argyll Street",
        "state": "with_service",
        "outcome": None,
        "raised_at": "2023-09-20T11:00:00+00:00",
        "member": "Ann Member",
        "joined": False,
        "asked": False,
    }
    casework.done("ask_to_join", COLLEAGUE, request_id=shared)
    assert casework.done("ward_requests", COLLEAGUE)["requests"][0]["asked"] is True
    assert casework.refused("ask_to_join", COLLEAGUE, request_id=shared)["code"] in {
        "wrong_state",
        "conflict",
    }
    assert casework.refused("ask_to_join", OTHER_MEMBER, request_id=shared)["code"] == "not_found"
    casework.done("accept_join", MEMBER, request_id=shared, member_id="cara")
    assert casework.done("ward_requests", COLLEAGUE)["requests"][0]["joined"] is True
    assert subjects(casework.done("ward_requests", MEMBER)) == []
    assert subjects(casework.done("ward_requests", OTHER_MEMBER)) == ["Of Bute"]


def test_ward_requests_are_read_page_by_page(casework: Casework) -> None:
    whole(casework)
    for number in range(5):
        casework.raised(subject=f"Number {number}", sharing="ward_colleagues")
    read, cursor = [], None
    for _ in range(3):
        answer = casework.done("ward_requests", COLLEAGUE, limit=2, cursor=cursor)
        read += subjects(answer)
        cursor = answer["next"]
    assert sorted(read) == [f"Number {number}" for number in range(5)]
    assert cursor is None


def test_new_requests_are_shared_as_their_member_prefers(casework: Casework) -> None:
    whole(casework).tell("preferences_set", {"person_id": "ann", "sharing": "ward_colleagues"})
    assert casework.done("raise_form", MEMBER)["sharing"] == "ward_colleagues"
    preferred, chosen = casework.raised(), casework.raised(sharing="only_me")
    logged = casework.raised(DESK, member_id="ann", received_by="phone", received_on="2023-09-19")
    ids = {row["request_id"] for row in casework.done("ward_requests", COLLEAGUE)["requests"]}
    assert ids == {preferred, logged}
    assert casework.refused("request", COLLEAGUE, request_id=chosen)["code"] == "not_found"
