"""*Already asked*: what is shown while a request is typed."""

from datetime import timedelta
from typing import Any

from services.chassis.actor import Actor
from tests.service.requests_casework import (
    DESK,
    MEMBER,
    OFFICER,
    OPERATOR,
    OTHER_MEMBER,
    Casework,
    case,
    full_answer,
)
from tests.service.requests_council import COLLEAGUE, led, whole

SHARED = {"sharing": "ward_colleagues"}
DESK_FOR_CARA = Actor("dora", "member_services", frozenset({"member_services"}), on_behalf_of="cara")


def asked(casework: Casework, actor: Actor = MEMBER, **body: Any) -> list[dict[str, Any]]:
    """What is shown for a ward, a place and words."""
    body = {"ward_id": "cowal", "place": "Argyll Street", "words": "pothole by the surgery", **body}
    found: list[dict[str, Any]] = casework.done("already_asked", actor, **body)["requests"]
    return found


def subjects(rows: list[dict[str, Any]]) -> list[str]:
    """What they are about, in order."""
    return [row["subject"] for row in rows]


def raised_later(casework: Casework, subject: str, actor: Actor = MEMBER, **different: Any) -> str:
    """The id of a request raised an hour after the one before."""
    casework.clock.advance(timedelta(hours=1))
    return casework.raised(actor, subject=subject, **different)


def test_own_requests_with_half_of_the_words_are_shown_the_likeliest_first(casework: Casework) -> None:
    raised_later(casework, "Pothole at the surgery", place="Argyll Street")
    raised_later(casework, "Potholes", place="Argyll Street")
    raised_later(casework, "Lamp", place="Argyll Street")
    raised_later(casework, "Pothole", place="Shore Road")
    raised_later(casework, "Pothole at the surgery, again", place="Argyll Street", ward_id="bute")
    assert subjects(asked(casework)) == ["Pothole at the surgery", "Potholes", "Lamp"]
    assert subjects(asked(casework, words="pothole at the surg")) == [
        "Pothole at the surgery",
        "Potholes",
        "Lamp",
    ]
    assert subjects(asked(casework, place="", words="pot")) == [
        "Pothole",
        "Potholes",
        "Pothole at the surgery",
    ]
    assert subjects(asked(casework, ward_id="bute")) == ["Pothole at the surgery, again"]
    assert asked(casework, place="", words="") == []
    assert asked(casework, place="!?", words="the of") == []


def test_colleagues_who_serve_the_ward_see_what_is_shared_there(casework: Casework) -> None:
    whole(casework)
    shared = raised_later(casework, "Pothole at the surgery", **SHARED)
    raised_later(casework, "Pothole at the surgery, mine alone")
    [row] = asked(casework, COLLEAGUE)
    assert row == {
        "request_id": shared,
        "reference": row["reference"],
        "subject": "Pothole at the surgery",
        "place": "Argyll Street",
        "state": "with_service",
        "outcome": None,
        "raised_at": row["raised_at"],
        "own": False,
        "member": "Ann Member",
        "may_join": True,
    }
    assert asked(casework, OTHER_MEMBER) == []
    assert [row["own"] for row in asked(casework)] == [True, True]
    assert not any(row["may_join"] for row in asked(casework))
    assert casework.refused("already_asked", OFFICER, ward_id="cowal")["code"] == "not_allowed"


def test_the_desk_is_shown_what_the_member_would_be(casework: Casework) -> None:
    whole(casework)
    raised_later(casework, "Pothole at the surgery", **SHARED)
    raised_later(casework, "Pothole at the surgery, mine alone")
    [row] = asked(casework, DESK_FOR_CARA)
    assert (row["subject"], row["own"], row["may_join"]) == ("Pothole at the surgery", False, False)
    assert asked(casework, DESK) == []


def test_one_can_ask_once_to_join_what_is_not_over(casework: Casework) -> None:
    whole(casework)
    joined, withdrawn = (raised_later(casework, "Pothole at the surgery", **SHARED) for _ in range(2))
    assert [row["may_join"] for row in asked(casework, COLLEAGUE)] == [True, True]
    casework.done("withdraw", MEMBER, request_id=withdrawn)
    casework.done("ask_to_join", COLLEAGUE, request_id=joined)
    assert [row["may_join"] for row in asked(casework, COLLEAGUE)] == [False, False]


def test_what_is_open_or_was_answered_within_a_year_comes_first(casework: Casework) -> None:
    old = case(1, subject="Pothole at the surgery", place="Argyll Street")
    casework.done("import_cases", OPERATOR, casebook="old", cases=[old])
    answered = raised_later(casework, "Surgery: pothole answered", place="Argyll Street")
    led(casework, answered, ("respond", OFFICER, full_answer("")), ("close", MEMBER, {}))
    raised_later(casework, "Pothole", place="Argyll Street")
    current = ["Surgery: pothole answered", "Pothole"]
    assert subjects(asked(casework)) == [*current, "Pothole at the surgery"]
    casework.clock.advance(timedelta(days=400))
    assert subjects(asked(casework)) == ["Pothole", "Surgery: pothole answered", "Pothole at the surgery"]


def test_an_old_request_with_all_the_words_is_not_hidden_by_newer_ones_with_each(casework: Casework) -> None:
    def cases(first: int, subject: str, place: str, count: int) -> list[dict[str, Any]]:
        return [case(first + number, subject=subject, place=place) for number in range(count)]

    casework.done("import_cases", OPERATOR, casebook="oldest", cases=cases(0, "Pothole", "Argyll Street", 1))
    newer = [*cases(100, "Pothole", "Shore Road", 150), *cases(300, "Lamp", "Argyll Street", 150)]
    casework.done("import_cases", OPERATOR, casebook="newer", cases=newer)
    shown = asked(casework, words="pothole")
    assert len(shown) == 10
    assert (shown[0]["subject"], shown[0]["place"]) == ("Pothole", "Argyll Street")


def test_it_costs_the_same_statements_whatever_is_there(casework: Casework) -> None:
    def cost() -> int:
        with casework.counted() as statements:
            asked(casework)
        return len(statements)

    raised_later(casework, "Pothole at the surgery")
    one = cost()
    for _ in range(5):
        raised_later(casework, "Pothole at the surgery")
    assert cost() == one
