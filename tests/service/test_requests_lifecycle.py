"""Every command from the call to the database and back: what follows, and what the page then says."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from services.contracts.requests_calls import REQUESTS_CALLS
from services.contracts.requests_command_bodies import OneRequestBody
from services.requests import tables
from services.requests.domain.evolve import fold
from services.requests.repository.requests import load
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    OFFICER,
    OTHER_OFFICER,
    Casework,
    full_answer,
    next_step,
)
from tests.service.requests_council import (
    BIN_OFFICER,
    COLLEAGUE,
    DEPUTY,
    DIRECTOR,
    GOVERNANCE,
    Step,
    a_file,
    constituent,
    led,
    whole,
)

HEARD = {"message": "Any news?"}
WHY = {"reason": "It cannot wait."}
ANSWERS: list[Step] = [
    ("add_contributor", OFFICER, {"service_id": "waste"}),
    ("contribute", BIN_OFFICER, {"message": "The bin lorry cannot pass."}),
    ("remove_contributor", OFFICER, {"service_id": "waste"}),
    ("assign", OFFICER, {"officer_id": "olive"}),
    ("unassign", OFFICER, {"officer_id": "olive"}),
    ("set_job_number", OFFICER, {"job_number": "WDM-4711"}),
    ("note", OFFICER, {"message": "He rang twice."}),
    ("ask_clarification", OFFICER, {"message": "Which side?"}),
    ("drop_clarification", OFFICER, {}),
    ("ask_clarification", OFFICER, {"message": "Which side, please?"}),
    ("give_clarification", MEMBER, {"message": "The left."}),
    ("give_initial_response", OFFICER, next_step("")),
    ("post_update", OFFICER, next_step("")),
    ("propose_deadline", OFFICER, {"due_on": "2023-10-26", **WHY}),
    ("decline_deadline", MEMBER, {"due_on": "2023-10-26"}),
    ("propose_deadline", MEMBER, {"due_on": "2023-10-25", **WHY}),
    ("agree_deadline", OFFICER, {"due_on": "2023-10-25"}),
    ("schedule_work", OFFICER, {"work_on": "2023-10-02", "message": "On Monday week."}),
    ("add_message", MEMBER, HEARD),
    ("amend", MEMBER, {"subject": "Two potholes", "category_id": "gritting"}),
    ("respond", OFFICER, full_answer("", outcome="referred", outside_body_id="water")),
    ("ask_further_information", MEMBER, {"message": "When will they come?"}),
    ("ask_urgency", MEMBER, WHY),
    ("refuse_urgency", HEAD, WHY),
    ("ask_urgency", MEMBER, WHY),
    ("accept_urgency", DEPUTY, {}),
    ("escalate", MEMBER, {"message": "Nobody comes."}),
    ("post_update", HEAD, next_step("", holder_id="hector")),
    ("escalate", MEMBER, {"message": "Still nobody."}),
    ("transfer", OFFICER, {"service_id": "waste", "category_id": "bins", "reason": "It is a bin."}),
    ("respond", DIRECTOR, full_answer("", message="Filled. It stays filled.", shareable="Filled.")),
    ("close", MEMBER, {}),
    ("reopen", MEMBER, {"message": "It is open again."}),
]
KEPT: list[Step] = [
    ("set_sharing", MEMBER, {"sharing": "ward_colleagues"}),
    ("ask_to_join", COLLEAGUE, {}),
    ("refuse_join", MEMBER, {"member_id": "cara"}),
    ("ask_to_join", COLLEAGUE, {}),
    ("accept_join", DESK, {"member_id": "cara"}),
    ("leave", COLLEAGUE, {}),
    ("attach", MEMBER, a_file("")),
    ("attach_constituent", MEMBER, constituent("")),
    ("withdraw_agreement", GOVERNANCE, {}),
    ("hold", GOVERNANCE, WHY),
    ("release_hold", GOVERNANCE, {}),
    ("redact", GOVERNANCE, WHY),
    ("withdraw", MEMBER, {}),
]
IN_TESTS_OF_THEIR_OWN = {"merge_into", "link", "hand_over", "retract_message"}


def of_page(casework: Casework, request_id: str, *names: str, actor: Any = MEMBER) -> list[Any]:
    """What the page says under these names."""
    shown = casework.done("request", actor, request_id=request_id)["request"]
    return [shown[name] for name in names]


def test_the_steps_of_these_tests_are_every_command_of_the_contract() -> None:
    given = {name for name, _, _ in [*ANSWERS, *KEPT]} | IN_TESTS_OF_THEIR_OWN
    one_request = {name for name, call in REQUESTS_CALLS.items() if issubclass(call.body, OneRequestBody)}
    assert given == one_request - {"mark_seen"}


def test_a_request_is_answered_and_argued_about_in_every_way(casework: Casework) -> None:
    request_id = whole(casework).raised()
    done = led(casework, request_id, *ANSWERS)
    assert done["state"] == "further_information"
    page = casework.done("request", GOVERNANCE, request_id=request_id)
    happened = [entry["type"] for entry in page["timeline"]]
    assert len(happened) == len(ANSWERS) + 1 == page["sequence"]
    assert happened[-4:] == ["request_transferred", "response_given", "request_closed", "request_reopened"]
    assert [entry["sequence"] for entry in page["timeline"]] == list(range(1, len(happened) + 1))
    assert of_page(casework, request_id, "subject", "service", "category", "priority") == [
        *("Two potholes", "Waste", "Bins", "urgent")
    ]
    amended = next(entry for entry in page["timeline"] if entry["type"] == "request_amended")
    assert amended["texts"] == {"subject": "Pothole outside the surgery"}
    assert page["request"]["job_number"] == "WDM-4711"
    assert of_page(casework, request_id, "shareable", "outcome") == ["Filled.", "fulfilled"]


def test_what_is_kept_with_a_request_comes_and_goes(casework: Casework) -> None:
    request_id = whole(casework).raised()
    assert led(casework, request_id, *KEPT)["state"] == "withdrawn"
    page = casework.done("request", GOVERNANCE, request_id=request_id)
    assert len(page["timeline"]) == len(KEPT) + 1
    assert (page["request"]["subject"], page["request"]["attachments"]) == ("", [])


def test_the_row_and_what_is_around_it_say_what_the_history_says(casework: Casework) -> None:
    request_id = whole(casework).raised()
    for name, actor, body in [*ANSWERS, *KEPT]:
        casework.done(name, actor, **{**body, "request_id": request_id})
        with casework.looking() as session:
            row = session.execute(sa.select(tables.requests)).mappings().one()
            loaded = load(session, request_id)
            around = {
                table.name: {tuple(found)[1] for found in session.execute(sa.select(table))}
                for table in (
                    tables.assignments,
                    tables.contributors,
                    tables.former_services,
                    tables.joinings,
                )
            }
        assert loaded is not None
        state = fold(request_id, (event.happened for event in loaded.history))
        for column in ("state", "sequence", "sharing", "priority", "service_id", "category_id", "member_id"):
            assert row[column] == getattr(state, column), (name, column)
        for column in ("first_answer_at", "responded_at", "closed_at", "work_on", "outcome", "urgency"):
            assert row[column] == getattr(state, column), (name, column)
        holder = state.escalation.holder_id if state.escalation else None
        assert (row["holder_id"], row["held"], row["frozen"]) == (holder, state.held, state.frozen)
        assert around["assignments"] == state.officers
        assert around["contributors"] == state.contributors
        assert around["former_services"] == state.former_services
        assert around["joinings"] == state.joined | set(state.asked_to_join)


def test_an_escalation_stands_with_the_head_then_with_the_director_of_the_service(casework: Casework) -> None:
    request_id = whole(casework).raised()
    led(casework, request_id, ("escalate", MEMBER, HEARD))
    assert of_page(casework, request_id, "escalation") == [
        {"level": 1, "holder_id": "hector", "holder": "Hector Head"}
    ]
    assert casework.refused("request", DIRECTOR, request_id=request_id)["code"] == "not_found"
    led(
        casework,
        request_id,
        ("give_initial_response", OFFICER, next_step("")),
        ("escalate", MEMBER, HEARD),
    )
    assert of_page(casework, request_id, "escalation", actor=DIRECTOR) == [
        {"level": 2, "holder_id": "dirk", "holder": "Dirk Director"}
    ]


def test_an_escalation_to_a_vacant_head_goes_to_the_deputy_else_to_a_director(casework: Casework) -> None:
    vacant = whole(casework).raised(category_id="bins")
    led(casework, vacant, ("escalate", MEMBER, HEARD))
    assert of_page(casework, vacant, "escalation")[0]["holder"] == "Dita Director"
    casework.tell("person_recorded", {**_nobody("hector", "Hector Head")})
    deputised = casework.raised()
    led(casework, deputised, ("escalate", MEMBER, HEARD))
    assert of_page(casework, deputised, "escalation")[0]["holder"] == "Delia Deputy"


def _nobody(person_id: str, name: str) -> dict[str, Any]:
    return {"person_id": person_id, "name": name, "email": None, "account": None, "roles": [], "terms": []}


def test_an_answer_names_the_outside_body_and_how_to_reach_it(casework: Casework) -> None:
    request_id = whole(casework).raised()
    referred = full_answer(request_id, outcome="referred", outside_body_id="nobody")
    problem = casework.refused("respond", OFFICER, **referred)
    assert problem["code"] == "invalid"
    assert problem["fields"].keys() == {"outside_body_id"}
    casework.done("respond", OFFICER, **{**referred, "outside_body_id": "water"})
    assert of_page(casework, request_id, "outside_body") == [
        {"name": "Scottish Water", "contact": "0800 077 8778"}
    ]
    in_words = casework.raised()
    casework.done(
        "respond", OFFICER, **full_answer(in_words, outcome="referred", outside_body="BEAR Scotland")
    )
    assert of_page(casework, in_words, "outside_body") == [{"name": "BEAR Scotland", "contact": None}]


def test_a_file_is_named_and_found_by_its_content(casework: Casework) -> None:
    request_id = whole(casework).raised()
    done = casework.done("attach", MEMBER, **a_file(request_id))
    (file,) = of_page(casework, request_id, "attachments", actor=OFFICER)[0]
    assert file["attachment_id"] == done["attachment_id"]
    assert (file["name"], file["content_hash"], file["size"]) == ("pothole.jpg", "0" * 64, 12_345)
    assert (file["by"], file["sequence"]) == ("Ann Member", 2)


def test_a_message_is_taken_back_by_its_author_for_a_quarter_of_an_hour(casework: Casework) -> None:
    request_id = whole(casework).raised()
    led(casework, request_id, ("add_message", MEMBER, HEARD), ("add_message", MEMBER, {"message": "Second."}))
    assert casework.refused("retract_message", OFFICER, request_id=request_id, sequence=2)["code"] in {
        *("not_allowed", "wrong_state")
    }
    casework.done("retract_message", MEMBER, request_id=request_id, sequence=2)
    timeline = casework.done("request", OFFICER, request_id=request_id)["timeline"]
    assert [entry["texts"] for entry in timeline[1:]] == [{}, {"message": "Second."}, {}]
    casework.clock.advance(timedelta(minutes=16))
    assert "problem" in casework.call("retract_message", MEMBER, request_id=request_id, sequence=3)
    casework.done("retract_message", GOVERNANCE, request_id=request_id, sequence=3)
    timeline = casework.done("request", MEMBER, request_id=request_id)["timeline"]
    assert [entry["texts"] for entry in timeline[1:]] == [{}] * 4


def test_a_transferred_request_is_read_and_answered_by_its_new_service_only(casework: Casework) -> None:
    request_id = whole(casework).raised()
    moved = {"service_id": "education", "category_id": "schools", "reason": "It is a school’s."}
    led(casework, request_id, ("assign", OFFICER, {"officer_id": "olive"}), ("transfer", OFFICER, moved))
    seen = casework.done("request", OFFICER, request_id=request_id)
    assert seen["request"].keys() == {"request_id", "reference", "external_reference", "state"}
    assert (seen["timeline"], seen["officers"]) == ([], [])
    assert casework.refused("respond", OFFICER, **full_answer(request_id))["code"] == "not_allowed"
    casework.done("respond", OTHER_OFFICER, **full_answer(request_id))
    assert of_page(casework, request_id, "service", "state", "assigned") == ["Education", "responded", []]
