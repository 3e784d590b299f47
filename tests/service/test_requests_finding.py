"""Finding one's way: pages forwards and back, references, and whatever people type."""

import pytest

from services.chassis.actor import Actor
from tests.service.requests_casework import (
    MEMBER,
    OFFICER,
    OPERATOR,
    OTHER_MEMBER,
    OTHER_OFFICER,
    Casework,
    case,
    raised_one_after_another,
    raising,
    subjects,
)


def test_a_list_finds_a_reference_in_any_state(casework: Casework) -> None:
    request_id, _ = raised_one_after_another(casework, 2)
    reference = casework.done("request", MEMBER, request_id=request_id)["request"]["reference"]
    casework.done("withdraw", MEMBER, request_id=request_id)
    typed = reference.lower().replace("-", " ")
    assert subjects(casework.done("portfolio", MEMBER, reference=typed)) == ["Number 1"]
    assert subjects(casework.done("worklist", OFFICER, reference=typed)) == ["Number 1"]
    assert subjects(casework.done("worklist", OTHER_OFFICER, reference=typed)) == []
    assert subjects(casework.done("portfolio", OTHER_MEMBER, reference=typed)) == []
    assert subjects(casework.done("portfolio", MEMBER, reference="MZ-2023-9")) == []


def test_an_external_reference_is_found_exactly(casework: Casework) -> None:
    casework.done("import_cases", OPERATOR, casebook="old", cases=[case(1, external_reference="AB 12/c")])
    assert len(casework.done("portfolio", MEMBER, reference=" AB 12/c ")["requests"]) == 1
    assert casework.done("portfolio", MEMBER, reference="AB 12")["requests"] == []
    assert casework.done("request", MEMBER, reference="AB 12/c")["request"]["external_reference"] == "AB 12/c"


@pytest.mark.parametrize(("name", "actor"), [("portfolio", MEMBER), ("worklist", OFFICER)])
def test_pages_lead_forwards_and_back_without_a_row_lost_or_shown_twice(
    casework: Casework, name: str, actor: Actor
) -> None:
    for _ in range(4):  # the same instant for some, so that the id decides
        raised_one_after_another(casework, 1)
        casework.raised(subject="Twin")
    whole = [row["request_id"] for row in casework.done(name, actor)["requests"]]
    pages, cursor = [], None
    while True:
        page = casework.done(name, actor, limit=3, cursor=cursor)
        pages.append(page)
        if (cursor := page["next"]) is None:
            break
    assert [[row["request_id"] for row in page["requests"]] for page in pages] == [
        whole[:3],
        whole[3:6],
        whole[6:],
    ]
    assert pages[0]["previous"] is None
    back = casework.done(name, actor, limit=3, cursor=pages[2]["previous"])
    assert [row["request_id"] for row in back["requests"]] == whole[3:6]
    first = casework.done(name, actor, limit=3, cursor=back["previous"])
    assert [row["request_id"] for row in first["requests"]] == whole[:3]
    assert first["previous"] is None
    assert first["next"] is not None


def test_a_page_keeps_its_place_while_others_come_and_go(casework: Casework) -> None:
    first, *_ = raised_one_after_another(casework, 4)
    page = casework.done("portfolio", MEMBER, limit=2)
    casework.raised(subject="Come since")
    casework.done("withdraw", MEMBER, request_id=first)
    rest = casework.done("portfolio", MEMBER, limit=2, cursor=page["next"])
    assert subjects(rest) == ["Number 2"]


def test_a_page_that_has_become_empty_leads_back(casework: Casework) -> None:
    ids = raised_one_after_another(casework, 3)
    page = casework.done("worklist", OFFICER, limit=2)
    casework.done("withdraw", MEMBER, request_id=ids[2])
    empty = casework.done("worklist", OFFICER, limit=2, cursor=page["next"])
    assert (empty["requests"], empty["next"]) == ([], None)
    back = casework.done("worklist", OFFICER, limit=2, cursor=empty["previous"])
    assert subjects(back) == ["Number 1", "Number 2"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "Ä",
        "W10",
        "WzAsMSwyXQ",
        "bnVsbA",
        "W2ZhbHNlLCBmYWxzZSwgIjAwMDEtMDEtMDFUMDA6MDA6MDArMTQ6MDAiLCAiYSJd",
        "W1tdLCAwLCAiMjAyMy0wMS0wMVQwMDowMDowMFoiLCAiYSJd",
        "/" * 40,
    ],
)
def test_a_cursor_that_was_never_given_out_is_refused(casework: Casework, cursor: str) -> None:
    problem = casework.refused("portfolio", MEMBER, cursor=cursor)
    assert (problem["code"], list(problem["fields"])) == ("invalid", ["cursor"])


@pytest.mark.parametrize(
    "typed", ["\0", "MZ\0", "\ud800", "\u202e", "'; DROP TABLE requests; --", "%", "x" * 60]
)
def test_whatever_is_typed_into_a_search_is_looked_for_and_not_found(casework: Casework, typed: str) -> None:
    casework.raised()
    assert casework.done("portfolio", MEMBER, reference=typed)["requests"] == []
    assert casework.done("worklist", OFFICER, ward_id=typed, category_id=typed)["requests"] == []
    assert casework.refused("request", MEMBER, reference=typed)["code"] == "not_found"
    assert casework.refused("request", MEMBER, request_id=typed)["code"] == "not_found"
    assert set(casework.refused("raise_request", MEMBER, **raising(ward_id=typed))["fields"]) == {"ward_id"}
    casework.done("save_draft", MEMBER, form=typed, content={"message": typed})
    assert casework.done("draft", MEMBER, form=typed)["draft"] == {"message": typed}
