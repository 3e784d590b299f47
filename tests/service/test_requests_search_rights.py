"""Who finds a request by which of its words, what they are then shown, and that erased words find nothing."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.chassis.actor import Actor
from services.requests.use_cases.search_index import forget_erased
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    OTHER_OFFICER,
    Casework,
    full_answer,
    next_step,
    person,
)
from tests.service.requests_council import (
    BIN_OFFICER,
    COLLEAGUE,
    DIRECTOR,
    GOVERNANCE,
    constituent,
    led,
    whole,
)

WORDS = {
    "subject": "Alpha",
    "place": "Bravo",
    "what_happened": "Charlie",
    "ask": "Delta",
    "earlier_case": "Echo",
}
SAID = {
    "by_member": "foxtrot",
    "by_service": "golf",
    "step": "hotel",
    "note": "india",
    "contribution": "juliett",
    "job": "kilo",
    "transfer": "lima",
}
HEADS = {"alpha", "bravo"}
TOLD = {*HEADS, "delta", "golf", "hotel"}
PARTY = {*TOLD, "charlie", "echo", "foxtrot", "lima"}
SERVICE_SIDE = {*PARTY, "india", "juliett", "kilo"}
EVERY_WORD = [word.lower() for word in (*WORDS.values(), *SAID.values())]


@pytest.fixture
def led_through(casework: Casework) -> tuple[Casework, str]:
    """A request with a word of its own in each place where words are, and somebody in each standing."""
    whole(casework)
    request_id = casework.raised(category_id="schools", **WORDS)
    led(
        casework,
        request_id,
        ("add_message", MEMBER, {"message": "Foxtrot."}),
        ("transfer", OTHER_OFFICER, {"service_id": "roads", "category_id": "potholes", "reason": "Lima."}),
        ("add_contributor", OFFICER, {"service_id": "waste"}),
        ("contribute", BIN_OFFICER, {"message": "Juliett."}),
        ("note", OFFICER, {"message": "India."}),
        ("set_job_number", OFFICER, {"job_number": "Kilo"}),
        ("give_initial_response", OFFICER, next_step("", message="Golf.", next_step="Hotel.")),
        ("attach_constituent", MEMBER, constituent("")),
    )
    return casework, request_id


def finding(casework: Casework, actor: Actor) -> set[str]:
    """The words by which somebody finds anything."""
    return {word for word in EVERY_WORD if casework.done("search", actor, words=word)["results"]}


def the_row(casework: Casework, actor: Actor, words: str) -> dict[str, Any]:
    """The one request that is found."""
    [row] = casework.done("search", actor, words=words)["results"]
    found: dict[str, Any] = row
    return found


def test_each_finds_it_by_the_words_that_they_may_read(led_through: tuple[Casework, str]) -> None:
    casework, request_id = led_through
    assert finding(casework, MEMBER) == PARTY
    assert finding(casework, DESK) == PARTY
    assert finding(casework, OFFICER) == finding(casework, HEAD) == SERVICE_SIDE
    assert finding(casework, GOVERNANCE) == SERVICE_SIDE
    assert finding(casework, BIN_OFFICER) == {*TOLD, "charlie", "lima", "juliett"}
    assert finding(casework, OTHER_OFFICER) == set()
    assert (
        finding(casework, OTHER_MEMBER)
        == finding(casework, COLLEAGUE)
        == finding(casework, DIRECTOR)
        == set()
    )
    casework.done("set_sharing", MEMBER, request_id=request_id, sharing="ward_colleagues")
    assert finding(casework, COLLEAGUE) == HEADS
    casework.done("ask_to_join", COLLEAGUE, request_id=request_id)
    assert finding(casework, COLLEAGUE) == HEADS
    casework.done("accept_join", MEMBER, request_id=request_id, member_id="cara")
    assert finding(casework, COLLEAGUE) == TOLD
    casework.done("set_sharing", MEMBER, request_id=request_id, sharing="only_me")
    assert finding(casework, COLLEAGUE) == TOLD
    casework.done("leave", COLLEAGUE, request_id=request_id)
    assert finding(casework, COLLEAGUE) == set()


def test_a_former_service_finds_it_by_its_reference_and_is_shown_no_more(
    led_through: tuple[Casework, str],
) -> None:
    casework, request_id = led_through
    reference = the_row(casework, MEMBER, "alpha")["reference"]
    row = the_row(casework, OTHER_OFFICER, reference)
    shown = {name for name, value in row.items() if value not in (None, [], False)}
    assert shown == {"request_id", "reference", "state", "found_in"}
    assert row["request_id"] == request_id
    assert casework.done("search", OTHER_MEMBER, words=reference)["results"] == []


def test_a_colleague_is_shown_what_the_list_of_the_ward_shows(led_through: tuple[Casework, str]) -> None:
    casework, request_id = led_through
    casework.done("set_sharing", MEMBER, request_id=request_id, sharing="ward_colleagues")
    row = the_row(casework, COLLEAGUE, "alpha")
    assert (row["subject"], row["place"], row["member"]) == ("Alpha", "Bravo", "Ann Member")
    assert row["service"] is row["category"] is row["last_activity_at"] is None


def test_nobody_finds_a_request_by_its_constituent(led_through: tuple[Casework, str]) -> None:
    casework, _ = led_through
    for actor in (MEMBER, OFFICER, DESK, GOVERNANCE):
        for words in ("Morag", "MacSecret", "morag@secret.example", "secretaddress", "secretphone"):
            assert casework.done("search", actor, words=words)["results"] == []


def test_a_note_never_reaches_a_member_who_is_an_officer_too(casework: Casework) -> None:
    whole(casework)
    vera = Actor("vera", "member", frozenset({"member", "officer"}))
    casework.tell(
        "person_recorded", person("vera", "Vera Both", roles=[("officer", "roads")], terms=[("cowal", None)])
    )
    own, of_ann = casework.raised(vera), casework.raised()
    for request_id in (own, of_ann):
        casework.done("note", OFFICER, request_id=request_id, message="Quebec")
        casework.done("set_job_number", OFFICER, request_id=request_id, job_number="WDM4711")
    assert the_row(casework, vera, "quebec")["request_id"] == of_ann
    assert the_row(casework, vera, "wdm4711")["request_id"] == of_ann
    assert len(casework.done("search", OFFICER, words="quebec")["results"]) == 2
    casework.done("set_sharing", MEMBER, request_id=of_ann, sharing="ward_colleagues")
    assert casework.done("search", vera, words="quebec")["results"] == []


def test_where_the_words_are_is_said(led_through: tuple[Casework, str]) -> None:
    casework, _ = led_through
    places = {
        "alpha": ["subject"],
        "bravo": ["place"],
        "echo": ["earlier_case"],
        "kilo": ["job_number"],
        "golf": ["messages"],
        "india": ["notes"],
        "alpha india": ["subject", "notes"],
    }
    assert {words: the_row(casework, OFFICER, words)["found_in"] for words in places} == places


def a_minute_later(casework: Casework) -> None:
    """The clock ticks, and all the work that it makes is done."""
    while casework.tick(forget_erased):
        pass


def in_the_index(casework: Casework, word: str) -> list[str]:
    """The tables of the index in which a word still is, whatever its ending."""
    query = "SELECT tablename FROM pg_tables WHERE tablename LIKE 'search%'"
    if casework.database.is_sqlite:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search%'"
    found = []
    with casework.looking() as session:
        for table in session.scalars(sa.text(query)).all():
            content = "".join(
                bytes(value).decode("latin-1") if isinstance(value, bytes) else str(value)
                for row in session.execute(sa.text(f"SELECT * FROM {table}"))
                for value in row
            )
            if word in content.lower():
                found.append(table)
    return found


def test_a_retracted_message_is_gone_from_the_index(led_through: tuple[Casework, str]) -> None:
    casework, request_id = led_through
    others = [casework.raised() for _ in range(3)]
    casework.done("add_message", MEMBER, request_id=request_id, message="Zzyzxqw, by mistake.")
    assert in_the_index(casework, "zzyzxqw")
    casework.done("add_message", MEMBER, request_id=others[0], message="Something else.")
    sequence = casework.done("request", MEMBER, request_id=request_id)["sequence"]
    casework.done("retract_message", MEMBER, request_id=request_id, sequence=sequence)
    assert casework.done("search", MEMBER, words="zzyzxqw")["results"] == []
    a_minute_later(casework)
    assert in_the_index(casework, "zzyzxqw") == []
    assert finding(casework, MEMBER) == PARTY
    assert finding(casework, OFFICER) == SERVICE_SIDE


def test_what_is_erased_while_the_index_is_written_anew_is_not_left_in_it(casework: Casework) -> None:
    first, second = (casework.raised() for _ in range(2))
    for request_id, word in ((first, "zzyzxone"), (second, "zzyzxtwo")):
        casework.done("add_message", MEMBER, request_id=request_id, message=word)
    casework.done("retract_message", MEMBER, request_id=first, sequence=2)
    casework.tick(forget_erased)
    casework.done("retract_message", MEMBER, request_id=second, sequence=2)
    a_minute_later(casework)
    assert in_the_index(casework, "zzyzx") == []
    assert in_the_index(casework, "surgery")


def test_a_redacted_request_is_found_by_its_reference_only(led_through: tuple[Casework, str]) -> None:
    casework, request_id = led_through
    reference = the_row(casework, MEMBER, "alpha")["reference"]
    led(
        casework,
        request_id,
        ("respond", OFFICER, full_answer("", message="Zzyzxqw.")),
        ("close", MEMBER, {}),
        ("redact", GOVERNANCE, {"reason": "Two years have passed."}),
    )
    assert finding(casework, GOVERNANCE) == set()
    a_minute_later(casework)
    for word in (*EVERY_WORD, "zzyzxqw"):
        assert in_the_index(casework, word) == [], word
    assert the_row(casework, MEMBER, reference)["request_id"] == request_id


def test_a_reference_is_found_however_it_is_written_and_with_a_slip(casework: Casework) -> None:
    for number in range(3):
        casework.raised(subject=f"Number {number}")
    [row] = casework.done("search", MEMBER, words="number 1")["results"]
    reference: str = row["reference"]
    for written in (
        reference,
        f" {reference.lower()} ",
        reference.replace("-", ""),
        reference.replace("-", " – "),
    ):
        assert the_row(casework, MEMBER, written)["found_in"] == ["reference"]
    wrong = "2" if reference[-1] != "2" else "3"
    for written in (reference[:-1] + wrong, reference[:-2], reference.replace("2023", "2032")):
        row = the_row(casework, MEMBER, written)
        assert (row["subject"], row["found_in"]) == ("Number 1", ["similar_reference"])
    assert casework.done("search", OTHER_MEMBER, words=reference[:-2])["results"] == []
