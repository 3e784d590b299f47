"""Commands over the JSON interface: keys, versions, for whom, and what comes of them."""

import pytest

from services.chassis.identifiers import new_id
from tests.gateway.api_programs import Program, problem_of, raising


def raised(member: Program) -> str:
    """The id of a new request of hers."""
    return str(member.done("/requests", raising())["request_id"])


def test_a_request_is_raised_and_can_be_read_by_its_address_its_id_and_its_reference(member: Program) -> None:
    answer = member.send("/requests", raising())
    assert answer.status_code == 201
    made = answer.get_json()
    assert set(made) == {"request_id", "reference"}
    where = answer.headers["Location"].removeprefix("/api/v1")
    by_address = member.seen(where)
    assert by_address["request"]["request_id"] == made["request_id"]
    assert by_address["request"]["ask"] == "Replace the rings before the season."
    assert by_address == member.seen(f"/requests/{made['reference'].lower()}")
    assert answer.headers["ETag"] == f'"{by_address["sequence"]}"'


def test_the_same_key_again_is_not_done_twice(member: Program) -> None:
    key = new_id()
    first = member.send("/requests", raising(), key=key)
    again = member.send("/requests", raising(), key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_json() == again.get_json()
    assert first.headers["Location"] == again.headers["Location"]


def test_the_same_key_for_something_else_is_refused(member: Program) -> None:
    key = new_id()
    member.done("/requests", raising(), key=key)
    other = problem_of(member.send("/requests", raising(subject="Another"), key=key), 409)
    assert other["code"] == "key_reused"


def test_two_peoples_programs_may_choose_the_same_key(programs: dict[str, Program]) -> None:
    key = new_id()
    first = programs["member"].done("/requests", raising(), key=key)
    second = programs["other member"].done("/requests", raising(), key=key)
    assert first["request_id"] != second["request_id"]


@pytest.mark.parametrize("key", ["", "short", "with spaces in it", "x" * 256, "ÄÖÜ-ÄÖÜ-ÄÖÜ"])
def test_a_command_without_a_good_key_is_refused_in_a_sentence(member: Program, key: str) -> None:
    refused = problem_of(member.send("/requests", raising(), headers={"Idempotency-Key": key}), 400)
    assert refused["code"] == "invalid"
    [sentence] = refused["fields"]["Idempotency-Key"]
    assert sentence.endswith(".")


def test_a_command_without_any_key_is_told_to_send_one(member: Program) -> None:
    answer = member.client.post("/api/v1/requests", json=raising(), headers=member.headers)
    assert "Idempotency-Key" in problem_of(answer, 400)["fields"]


def test_a_command_meant_for_another_version_is_refused_and_told_what_happened(
    member: Program, officer: Program
) -> None:
    request_id = raised(member)
    version = member.get(f"/requests/{request_id}").headers["ETag"]
    officer.done(f"/requests/{request_id}/ask-clarification", {"message": "Which ring?"})
    answer = member.send(
        f"/requests/{request_id}/add-message", {"message": "And a third."}, headers={"If-Match": version}
    )
    stale = problem_of(answer, 412)
    assert (stale["code"], stale["state"]) == ("stale", "awaiting_member")
    assert [entry["type"] for entry in stale["happened"]] == ["clarification_asked"]
    assert stale["happened"][0]["texts"] == {"message": "Which ring?"}


def test_a_command_meant_for_this_version_is_done_and_says_the_next(member: Program) -> None:
    request_id = raised(member)
    version = member.get(f"/requests/{request_id}").headers["ETag"]
    path, body = f"/requests/{request_id}/add-message", {"message": "And a third."}
    answer = member.send(path, body, headers={"If-Match": version})
    assert answer.status_code == 200
    assert answer.headers["ETag"] == f'"{answer.get_json()["sequence"]}"'
    assert member.send(path, body, headers={"If-Match": answer.headers["ETag"]}).status_code == 200
    assert member.send(path, body, headers={"If-Match": "*"}).status_code == 200


@pytest.mark.parametrize("version", ["7", '"seven"', 'W/"1"', '"1", "2"', '"-1"', '"' + "9" * 400 + '"', "x"])
def test_what_is_no_version_of_ours_is_refused(member: Program, version: str) -> None:
    request_id = raised(member)
    answer = member.send(f"/requests/{request_id}/withdraw", headers={"If-Match": version})
    assert problem_of(answer, 412)["code"] == "stale"
    assert member.seen(f"/requests/{request_id}")["request"]["state"] == "with_service"


def test_what_is_still_as_it_was_is_not_sent_again(member: Program, officer: Program) -> None:
    request_id = raised(member)
    path = f"/requests/{request_id}"
    version = member.get(path).headers["ETag"]
    unchanged = member.get(path, headers={"If-None-Match": version})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert unchanged.headers["ETag"] == version
    theirs = officer.get(path, headers={"If-None-Match": version})
    assert theirs.status_code == 200  # another reader is told something else
    officer.done(f"{path}/ask-clarification", {"message": "Which ring?"})
    assert member.get(path, headers={"If-None-Match": version}).status_code == 200


def test_the_desk_raises_for_a_member_and_nobody_else_does(programs: dict[str, Program]) -> None:
    isla = programs["member"].person_id
    body = raising(member_id=isla, received_by="phone", received_on="2026-01-05")
    made = programs["desk"].done("/requests", body)
    page = programs["member"].seen(f"/requests/{made['request_id']}")
    assert page["request"]["channel"] == "logged_by_officer"
    assert page["timeline"][0]["role"] == "member_services"
    refused = problem_of(programs["other member"].send("/requests", body), 403)
    assert refused["detail"].startswith("Only the desk")
    assert "member_id" in problem_of(programs["desk"].send("/requests", raising()), 400)["fields"]


def test_the_desk_acts_for_the_member_it_names_and_for_no_other(programs: dict[str, Program]) -> None:
    request_id = raised(programs["member"])
    path, body = f"/requests/{request_id}/add-message", {"message": "The member rang."}
    for_isla = {"On-Behalf-Of": programs["member"].person_id}
    for_finlay = {"On-Behalf-Of": programs["other member"].person_id}
    assert programs["desk"].send(path, body, headers=for_finlay).status_code == 403
    assert programs["desk"].send(path, body, headers=for_isla).status_code == 200
    assert programs["other member"].send(path, body, headers=for_isla).status_code == 403
    assert programs["member"].send(path, body, headers=for_isla).status_code == 200


def test_a_request_is_taken_from_raising_to_closing(member: Program, officer: Program) -> None:
    request_id = raised(member)
    path = f"/requests/{request_id}"
    kirsty = officer.person_id
    officer.done(f"{path}/assign", {"officer_id": kirsty})
    officer.done(f"{path}/ask-clarification", {"message": "Which ring?"})
    member.done(f"{path}/give-clarification", {"message": "The northern one."})
    answer = {"message": "Answered.", "outcome": "fulfilled"}
    assert officer.done(f"{path}/respond", answer)["state"] == "responded"
    assert "close" in member.seen(path)["permitted"]
    assert member.done(f"{path}/close")["state"] == "closed"
    wrong = problem_of(member.send(f"{path}/add-message", {"message": "More."}), 409)
    assert wrong["code"] == "wrong_state"
