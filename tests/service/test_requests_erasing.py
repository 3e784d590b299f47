"""Words that go, go from everywhere; what happened stays."""

from services.requests.repository.words import erase_everything
from tests.service.requests_casework import (
    MEMBER,
    OFFICER,
    Casework,
    category,
    full_answer,
    next_step,
)
from tests.service.requests_council import BIN_OFFICER, GOVERNANCE, Step, a_file, constituent, led, whole
from tests.service.stored_words import where_stored

WORD = "Xylophone"
SAID: list[Step] = [
    ("amend", MEMBER, {"subject": f"Another {WORD}"}),
    ("add_contributor", OFFICER, {"service_id": "waste"}),
    ("contribute", BIN_OFFICER, {"message": WORD}),
    ("note", OFFICER, {"message": WORD}),
    ("set_job_number", OFFICER, {"job_number": WORD}),
    ("attach", MEMBER, a_file("", name=f"{WORD}.jpg")),
    ("attach_constituent", MEMBER, constituent("", name=WORD)),
    ("propose_deadline", MEMBER, {"due_on": "2023-10-25", "reason": WORD}),
    ("ask_urgency", MEMBER, {"reason": WORD}),
    ("give_initial_response", OFFICER, next_step("", message=WORD, next_step=WORD)),
    ("respond", OFFICER, full_answer("", message=WORD, shareable=WORD, outcome="partly", limitation=WORD)),
]


def full_of_words(casework: Casework) -> str:
    """A request all of whose words have one word in them."""
    texts = {name: f"{WORD} {name}" for name in ("subject", "place", "what_happened", "ask", "earlier_case")}
    asked = [{"id": "width", "label": "How wide?", "required": True, "help": ""}]
    casework.tell("category_recorded", category("potholes", "Potholes", "roads", questions=asked))
    request_id = casework.raised(**texts, answers={"width": WORD})
    led(casework, request_id, *SAID)
    casework.done("write_diary", MEMBER, request_id=request_id, words=WORD)
    casework.done("save_draft", MEMBER, form=f"message:{request_id}", content={"message": WORD})
    return request_id


def test_redacting_erases_every_word_and_keeps_what_happened(casework: Casework) -> None:
    request_id = full_of_words(whole(casework))
    before = casework.done("request", GOVERNANCE, request_id=request_id)["timeline"]
    assert where_stored(casework, WORD) == {
        *("request_texts", "messages", "answers", "constituents", "diary_entries", "drafts"),
    }
    casework.done("redact", GOVERNANCE, request_id=request_id, reason="Two years have passed.")
    assert where_stored(casework, WORD, "0" * 64) == set()
    page = casework.done("request", GOVERNANCE, request_id=request_id)
    assert [entry["type"] for entry in page["timeline"][:-1]] == [entry["type"] for entry in before]
    assert page["timeline"][-1]["texts"] == {"reason": "Two years have passed."}
    assert casework.done("portfolio", MEMBER)["requests"][0]["subject"] == ""
    assert (page["request"]["state"], page["request"]["outcome"]) == ("responded", "partly")


def test_nothing_is_redacted_while_it_is_held(casework: Casework) -> None:
    request_id = full_of_words(whole(casework))
    casework.done("hold", GOVERNANCE, request_id=request_id, reason="A court asks.")
    problem = casework.refused("redact", GOVERNANCE, request_id=request_id, reason="Time.")
    assert problem["code"] == "wrong_state"
    casework.done("release_hold", GOVERNANCE, request_id=request_id)
    casework.done("redact", GOVERNANCE, request_id=request_id, reason="Time.")


def test_one_request_is_erased_and_no_other(casework: Casework) -> None:
    erased, kept = casework.raised(), casework.raised()
    for request_id in (erased, kept):
        casework.done("add_message", MEMBER, request_id=request_id, message=WORD)
        casework.done("save_draft", MEMBER, form=f"message:{request_id}", content={"message": WORD})
        casework.done("write_diary", MEMBER, request_id=request_id, words=WORD)
    with casework.database.transaction() as session:
        erase_everything(session, erased)
    assert where_stored(casework, WORD) == {"messages", "drafts", "diary_entries"}
    assert len(casework.done("drafts", MEMBER)["drafts"]) == 1
    assert [entry["request_id"] for entry in casework.done("diary", MEMBER)["entries"]] == [kept]


def test_words_taken_back_are_gone_and_their_event_stays(casework: Casework) -> None:
    request_id = whole(casework).raised()
    casework.done("add_message", MEMBER, request_id=request_id, message=WORD)
    casework.done("retract_message", MEMBER, request_id=request_id, sequence=2)
    assert where_stored(casework, WORD) == set()
    entries = casework.done("request", OFFICER, request_id=request_id)["timeline"]
    assert [entry["type"] for entry in entries] == ["request_raised", "message_added", "message_retracted"]
