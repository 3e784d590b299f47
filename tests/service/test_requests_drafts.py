"""Drafts: kept per person and form, seen by nobody else, never an event."""

import pytest
import sqlalchemy as sa

from tests.service.requests_casework import (
    DESK,
    MEMBER,
    OFFICER,
    OPERATOR,
    OTHER_MEMBER,
    Casework,
    raising,
)


def test_a_draft_is_kept_until_it_is_discarded(casework: Casework) -> None:
    assert casework.done("draft", MEMBER, form="raise") == {"draft": None, "saved_at": None}
    casework.done("save_draft", MEMBER, form="raise", content={"subject": "Pot"})
    casework.done("save_draft", MEMBER, form="raise", content={"subject": "Pothole\0\ud800"})
    kept = {"draft": {"subject": "Pothole\0\ud800"}, "saved_at": "2023-09-20T11:00:00+00:00"}
    assert casework.done("draft", MEMBER, form="raise") == kept
    for _ in range(2):
        assert casework.done("discard_draft", MEMBER, form="raise") == {}
    assert casework.done("draft", MEMBER, form="raise")["draft"] is None


def test_drafts_are_apart_by_person_and_form(casework: Casework) -> None:
    casework.done("save_draft", MEMBER, form="raise", content={"subject": "Mine"})
    casework.done("save_draft", OFFICER, form="raise", content={"subject": "Olive's"})
    assert casework.done("draft", OTHER_MEMBER, form="raise")["draft"] is None
    assert casework.done("draft", MEMBER, form="message:1")["draft"] is None
    casework.done("discard_draft", OFFICER, form="raise")
    assert casework.done("draft", MEMBER, form="raise")["draft"] == {"subject": "Mine"}


def test_what_is_sent_is_no_draft_any_more_and_what_is_refused_still_is(casework: Casework) -> None:
    for actor in (MEMBER, OTHER_MEMBER):
        casework.done("save_draft", actor, form="raise", content={"subject": "Pothole"})
    assert casework.refused("raise_request", MEMBER, **raising(subject="", draft="raise"))["fields"]
    assert casework.done("draft", MEMBER, form="raise")["draft"]
    request_id = casework.raised(draft="raise")
    assert casework.done("draft", MEMBER, form="raise")["draft"] is None
    assert casework.done("draft", OTHER_MEMBER, form="raise")["draft"]
    casework.done("save_draft", MEMBER, form="message:1", content={"message": "More"})
    casework.done("add_message", MEMBER, request_id=request_id, message="More", draft="message:1")
    assert casework.done("draft", MEMBER, form="message:1")["draft"] is None


@pytest.mark.parametrize("name", ["", "a" * 121, "no\0draft", "\ud800"])
def test_a_draft_with_an_odd_name_is_no_fault(casework: Casework, name: str) -> None:
    answer = casework.call("raise_request", MEMBER, **raising(draft=name))
    assert answer.get("problem", {}).get("code", "invalid") == "invalid"


def test_a_draft_that_is_too_long_or_one_too_many_is_refused(casework: Casework) -> None:
    long = {"a": "x" * 20_000, "b": "x" * 20_000}
    problem = casework.refused("save_draft", DESK, form="raise", content=long)
    assert (problem["code"], list(problem["fields"])) == ("invalid", ["content"])
    for number in range(200):
        casework.done("save_draft", DESK, form=f"message:{number}", content={})
    assert list(casework.refused("save_draft", DESK, form="raise", content={})["fields"]) == ["form"]
    casework.done("save_draft", DESK, form="message:7", content={"message": "again"})


def test_a_draft_is_no_event_and_needs_a_person(casework: Casework) -> None:
    casework.done("save_draft", MEMBER, form="raise", content={"subject": "Secret"})
    with casework.looking() as session:
        for table in ("events", "receipts"):
            assert session.scalar(sa.text(f"SELECT count(*) FROM {table}")) == 0
    assert casework.refused("save_draft", OPERATOR, form="raise", content={})["code"] == "not_allowed"
