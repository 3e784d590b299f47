"""The end of an office: open requests stand still, are kept as a file, and go to an agreed successor."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.requests.use_cases import freezing
from services.requests.use_cases.freezing import freeze_ended_offices
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    Casework,
    full_answer,
    next_step,
    person,
    subjects,
)
from tests.service.requests_council import COLLEAGUE, GOVERNANCE, constituent, led, types_read, whole
from tests.service.stored_words import where_stored

LAST_DAY = date(2023, 9, 20)
ENDED = datetime(2023, 9, 20, 23, 0, tzinfo=UTC)


def office_ends(casework: Casework, person_id: str = "ann") -> None:
    """The directory says that the member's last term is over, and the clock ticks on the day after."""
    casework.clock.set(ENDED + timedelta(hours=9))
    casework.tell("person_recorded", person(person_id, "Ann Member", terms=[("cowal", LAST_DAY)]))
    said_again(casework, person_id)


def said_again(casework: Casework, person_id: str = "ann") -> None:
    """The directory's event, as it comes in again with a rebuild, and all the work that it makes."""
    fact = {"person_id": person_id, "ended_on": LAST_DAY, "ward_ids": ["cowal"]}
    casework.tell("office_ended", fact, time=ENDED)
    while casework.tick(freeze_ended_offices):
        pass


def test_open_requests_are_frozen_as_of_the_end_of_the_office(casework: Casework) -> None:
    kept, answered, closed = (whole(casework).raised(subject=s) for s in ("Kept", "Answered", "Closed"))
    for request_id in (answered, closed):
        led(casework, request_id, ("respond", OFFICER, full_answer("")))
    led(casework, closed, ("close", MEMBER, {}))
    of_cara = casework.raised(COLLEAGUE)
    office_ends(casework)
    for request_id, state in ((kept, "with_service"), (answered, "responded")):
        page = casework.done("request", OFFICER, request_id=request_id)
        last = page["timeline"][-1]
        assert (last["type"], last["time"], last["role"]) == (
            *("request_frozen", ENDED.isoformat(), "directory"),
        )
        assert (page["request"]["frozen"], page["request"]["state"]) == (True, state)
        assert set(page["permitted"]) <= {"note", "retract_message"}
    assert types_read(casework, OFFICER, closed)[-1] == "request_closed"
    assert types_read(casework, COLLEAGUE, of_cara) == ["request_raised"]


def test_a_frozen_request_refuses_all_but_what_protects_it(casework: Casework) -> None:
    request_id = whole(casework).raised()
    office_ends(casework)
    for name, actor, body in (
        ("respond", OFFICER, full_answer("")),
        ("give_initial_response", HEAD, next_step("")),
        ("add_message", DESK, {"message": "Hello?"}),
        ("transfer", DESK, {"service_id": "waste", "category_id": "bins", "reason": "So."}),
        ("withdraw", DESK, {}),
    ):
        problem = casework.refused(name, actor, **{**body, "request_id": request_id})
        assert problem["code"] == "wrong_state"
        assert problem["details"]["reason"] == "frozen"
    led(
        casework,
        request_id,
        ("note", OFFICER, {"message": "For the successor."}),
        ("hold", GOVERNANCE, {"reason": "A court asks."}),
        ("release_hold", GOVERNANCE, {}),
        ("redact", GOVERNANCE, {"reason": "Asked for."}),
    )


def test_an_office_is_frozen_once_and_two_hundred_at_a_time(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freezing, "FROZEN_AT_ONCE", 2)
    ids = [whole(casework).raised() for _ in range(5)]
    casework.clock.set(ENDED + timedelta(hours=9))
    fact = {"person_id": "ann", "ended_on": LAST_DAY, "ward_ids": ["cowal"]}
    casework.tell("office_ended", fact, time=ENDED)
    assert [casework.tick(freeze_ended_offices) for _ in range(4)] == [True, True, True, False]
    assert [types_read(casework, OFFICER, request_id).count("request_frozen") for request_id in ids] == [
        1
    ] * 5


def test_what_a_member_raises_in_a_later_term_is_not_frozen_when_the_end_is_told_again(
    casework: Casework,
) -> None:
    whole(casework)
    office_ends(casework)
    casework.tell("person_recorded", person("ann", "Ann Member", terms=[("cowal", None)]))
    later = casework.raised()
    said_again(casework)
    assert types_read(casework, MEMBER, later) == ["request_raised"]


def test_what_happened_before_the_end_was_noticed_stays_before_it(casework: Casework) -> None:
    request_id = whole(casework).raised()
    casework.clock.set(ENDED + timedelta(hours=1))
    casework.done("respond", OFFICER, **full_answer(request_id))
    office_ends(casework)
    times = [entry["time"] for entry in casework.done("request", OFFICER, request_id=request_id)["timeline"]]
    assert times == sorted(times)


def test_a_successor_gets_a_request_with_its_constituent_where_they_agreed(casework: Casework) -> None:
    request_id, kept = whole(casework).raised(), casework.raised()
    casework.done("attach_constituent", MEMBER, **constituent(request_id))
    (record,) = casework.done("constituents", MEMBER)["constituents"]
    casework.done("attach_constituent", MEMBER, request_id=kept, constituent_id=record["constituent_id"])
    office_ends(casework)
    body = {"request_id": request_id, "member_id": "cara"}
    problem = casework.refused("hand_over", DESK, **body)
    assert problem["fields"].keys() == {"constituent_agreed"}
    not_in_office = {**body, "member_id": "ann", "constituent_agreed": True}
    assert casework.refused("hand_over", DESK, **not_in_office)["fields"].keys() == {"member_id"}
    casework.done("hand_over", DESK, **body, constituent_agreed=True)
    page = casework.done("request", COLLEAGUE, request_id=request_id)
    assert page["request"]["member"] == "Cara Colleague"
    assert page["request"]["constituent"]["name"] == "Morag MacSecret"
    assert page["request"]["frozen"] is False
    (of_cara,) = casework.done("constituents", COLLEAGUE)["constituents"]
    assert [request["request_id"] for request in of_cara["requests"]] == [request_id]
    casework.done("withdraw_agreement", COLLEAGUE, request_id=request_id)
    assert casework.done("request", DESK, request_id=kept)["request"]["constituent"] is not None
    casework.done("withdraw_agreement", GOVERNANCE, request_id=kept)
    assert where_stored(casework, "Morag", "morag@") == set()


def test_a_frozen_request_is_in_the_file_that_the_desk_gets_for_a_former_member(casework: Casework) -> None:
    for number in range(3):
        whole(casework).raised(subject=f"Number {number}", what_happened=f"Words {number}.")
    office_ends(casework)
    assert casework.refused("casework_file", MEMBER)["code"] == "not_allowed"
    file = casework.done("casework_file", DESK, member_id="ann")
    assert {whole["request"]["what_happened"] for whole in file["requests"]} == {
        *("Words 0.", "Words 1.", "Words 2."),
    }
    assert file["next"] is None
    assert casework.done("casework_file", DESK, member_id="bob")["requests"] == []
    assert casework.refused("casework_file", DESK)["fields"].keys() == {"member_id"}
    assert casework.refused("casework_file", OTHER_MEMBER, member_id="ann")["fields"].keys() == {"member_id"}


def test_a_casework_file_is_read_page_by_page(casework: Casework) -> None:
    for _ in range(22):
        casework.raised()
    first = casework.done("casework_file", MEMBER)
    second = casework.done("casework_file", MEMBER, cursor=first["next"])
    ids = [whole["request"]["request_id"] for whole in first["requests"] + second["requests"]]
    assert (len(first["requests"]), len(set(ids)), second["next"]) == (20, 22, None)
    assert subjects(casework.done("portfolio", MEMBER))
