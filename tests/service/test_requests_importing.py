"""Bringing an existing casebook in: what is new, what is here already, what is refused, and at what cost."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.chassis.tables import events, outbox, stream_heads
from services.contracts.requests_events import CASES_IMPORTED
from services.requests import tables
from services.requests.repository.requests import load
from tests.service.requests_casework import MEMBER, OFFICER, OPERATOR, Casework, case, full_answer

Rows = list[dict[str, Any]]


def bring_in(casework: Casework, rows: Rows, casebook: str = "old") -> dict[str, Any]:
    result = casework.done("import_cases", OPERATOR, casebook=casebook, cases=rows)
    assert result["imported"] + result["already"] + len(result["rejected"]) == len(rows)
    return result


def test_every_row_is_imported_already_here_or_rejected(casework: Casework) -> None:
    rows = [case(1), case(2), case(3, ward_id="unheard-of")]
    first = bring_in(casework, rows)
    assert (first["imported"], first["already"]) == (2, 0)
    assert first["rejected"] == [{"line": 5, "reason": "The ward 'unheard-of' is not in the directory."}]
    assert (first["stream"], first["sequence"]) == ("import:old", 1)
    again = bring_in(casework, rows)
    assert (again["imported"], again["already"], len(again["rejected"])) == (0, 2, 1)
    assert again["sequence"] == 1


def test_of_one_reference_the_first_row_stands_whatever_comes_later(casework: Casework) -> None:
    rows = [case(1), case(1, line=20), case(1, line=21, subject="Other")]
    for imported, already in ((1, 1), (0, 2)):
        result = bring_in(casework, rows)
        assert (result["imported"], result["already"]) == (imported, already)
        assert [row["line"] for row in result["rejected"]] == [21]
    later = bring_in(casework, [case(1, line=22, closed_at=None)])
    assert (later["imported"], later["rejected"][0]["line"]) == (0, 22)
    assert "first one stands" in later["rejected"][0]["reason"]


def test_a_row_that_was_rejected_does_not_stand_in_the_way_of_a_better_one(casework: Casework) -> None:
    result = bring_in(casework, [case(1, member_id="unheard-of"), case(1, line=9)])
    assert (result["imported"], [row["line"] for row in result["rejected"]]) == (1, [3])


def test_the_same_reference_in_another_casebook_is_another_case(casework: Casework) -> None:
    bring_in(casework, [case(1)], casebook="one")
    assert bring_in(casework, [case(1)], casebook="two")["imported"] == 1


@pytest.mark.parametrize(
    ("different", "reason"),
    [
        ({"member_id": "nobody"}, "The member 'nobody' is not in the directory."),
        ({"service_id": "none"}, "The service 'none' is not in the directory."),
        ({"category_id": "none"}, "The category 'none' is not in the directory."),
        (
            {"responded_at": "2018-01-01T09:00:00Z", "closed_at": None},
            "It was answered before it was raised.",
        ),
        ({"closed_at": "2019-01-08T10:00:00Z"}, "It was closed before it was answered."),
        ({"responded_at": None}, "It is closed but was not answered."),
        ({"closed_at": "2023-09-20T11:00:01Z"}, "One of its dates is in the future."),
        ({"raised_at": "2024-01-01T09:00:00Z"}, "One of its dates is in the future."),
        ({"external_reference": "1\x07"}, "Its reference has characters that cannot be shown."),
        ({"subject": " "}, "The subject cannot be empty. Write up to 200 characters."),
        ({"place": "x" * 301}, "The place can be up to 300 characters; this has 301. Shorten it."),
    ],
)
def test_a_row_that_cannot_be_true_is_rejected_with_the_reason(
    casework: Casework, different: dict[str, str], reason: str
) -> None:
    result = bring_in(casework, [case(1, **different)])
    assert result["rejected"] == [{"line": 3, "reason": reason}]
    with casework.looking() as session:
        for table in (events, tables.requests, stream_heads):
            assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_a_chunk_is_one_event_marked_as_imported(casework: Casework) -> None:
    bring_in(casework, [case(1), case(2)])
    bring_in(casework, [case(3)])
    with casework.looking() as session:
        stored = session.execute(sa.select(events).order_by(events.c.position)).mappings().all()
        heads = session.scalars(sa.select(stream_heads.c.sequence).order_by(stream_heads.c.sequence)).all()
        assert session.scalar(sa.select(sa.func.count()).select_from(outbox)) == 2
    assert [(row["stream"], row["sequence"], row["type"]) for row in stored] == [
        ("import:old", 1, CASES_IMPORTED.name),
        ("import:old", 2, CASES_IMPORTED.name),
    ]
    assert all(row["imported"] for row in stored)
    assert "Pothole" not in str(stored)
    assert heads == [2, 3, 3, 3]


@pytest.mark.parametrize(
    ("different", "state", "types"),
    [
        ({}, "closed", ["request_raised", "response_given", "request_closed"]),
        ({"closed_at": None}, "responded", ["request_raised", "response_given"]),
        ({"closed_at": None, "responded_at": None}, "with_service", ["request_raised"]),
    ],
)
def test_an_imported_request_has_the_timeline_that_its_case_stands_for(
    casework: Casework, different: dict[str, None], state: str, types: list[str]
) -> None:
    bring_in(casework, [case(0), case(1, **different)])
    page = casework.done("request", MEMBER, reference="10000001")
    assert page["request"]["state"] == state
    assert page["request"]["reference"].startswith("MZ-2019-000002-")
    assert page["request"]["subject"] == "Pothole"
    assert page["request"]["new"] is False
    assert [entry["type"] for entry in page["timeline"]] == types
    assert all(entry["imported"] for entry in page["timeline"])
    assert page["timeline"][0]["time"] == "2019-01-08T09:00:01+00:00"
    assert page["timeline"][0]["by"] is None
    assert page["timeline"][-1]["by"] == ("Ann Member" if state == "closed" else None)
    with casework.looking() as session:
        row = (
            session.execute(
                sa.select(tables.requests).where(tables.requests.c.external_reference == "10000001")
            )
            .mappings()
            .one()
        )
        loaded = load(session, row["id"])
    assert loaded is not None
    for name in (
        "state",
        "sequence",
        "first_answer_at",
        "responded_at",
        "closed_at",
        "raised_at",
        "reference",
    ):
        assert row[name] == getattr(loaded.state, name)


def test_life_goes_on_for_an_imported_request(casework: Casework) -> None:
    bring_in(casework, [case(1, responded_at=None, closed_at=None)])
    request_id = casework.done("worklist", OFFICER)["requests"][0]["request_id"]
    casework.done("add_message", MEMBER, version=1, request_id=request_id, message="Still there?")
    assert casework.refused("respond", OFFICER, version=1, **full_answer(request_id))["code"] == "stale"
    casework.done("respond", OFFICER, version=2, **full_answer(request_id))
    casework.done("close", MEMBER, request_id=request_id)
    timeline = casework.done("request", MEMBER, request_id=request_id)["timeline"]
    assert [(entry["sequence"], entry["imported"]) for entry in timeline] == [
        (1, True),
        (2, False),
        (3, False),
        (4, False),
    ]


def test_references_are_of_the_year_in_which_it_was_raised_here(casework: Casework) -> None:
    eve = {"raised_at": "2018-12-31T23:59:00Z", "responded_at": None, "closed_at": None}
    summer = {"raised_at": "2019-06-30T23:30:00Z", "responded_at": None, "closed_at": None}
    bring_in(casework, [case(1, **summer), case(2, **eve), case(3, **summer)])
    rows = casework.done("portfolio", MEMBER)["requests"]
    assert sorted(row["reference"][:14] for row in rows) == [
        "MZ-2018-000001",
        "MZ-2019-000001",
        "MZ-2019-000002",
    ]


def test_only_the_command_line_imports(casework: Casework) -> None:
    for actor in (MEMBER, OFFICER):
        problem = casework.refused("import_cases", actor, casebook="old", cases=[case(1)])
        assert problem["code"] == "not_allowed"


def test_the_same_chunk_with_the_same_key_is_answered_from_its_receipt(casework: Casework) -> None:
    answers = [
        casework.call("import_cases", OPERATOR, key="a-chunk-key", casebook="old", cases=[case(1)])
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["result"]["imported"] == 1


def test_a_full_chunk_takes_few_statements(casework: Casework) -> None:
    first, second = ([case(500 * chunk + number) for number in range(500)] for chunk in range(2))
    bring_in(casework, first)
    with casework.counted() as statements:
        assert bring_in(casework, second)["imported"] == 500
    assert len(statements) < 30
