"""Who read beyond their own work is noted before they are answered, once for a day; governance reads it."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.actor import Actor
from services.requests.use_cases import audit_trail
from tests.service.requests_casework import (
    DESK,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    Casework,
    raised_one_after_another,
)
from tests.service.requests_council import COLLEAGUE, GOVERNANCE, whole


@pytest.fixture(autouse=True)
def _everybody(casework: Casework) -> None:
    """The council has somebody in every role."""
    whole(casework)


def trail(casework: Casework, **asked: Any) -> list[tuple[Any, ...]]:
    """Who read what, as Information Governance is told."""
    entries = casework.done("audit_trail", GOVERNANCE, **asked)["entries"]
    return [(entry["person_id"], entry["role"], entry["what"], entry["reference"]) for entry in entries]


def reference_of(casework: Casework, request_id: str, actor: Actor = MEMBER) -> str:
    """As its owner reads it."""
    reference: str = casework.done("request", actor, request_id=request_id)["request"]["reference"]
    return reference


def test_own_work_is_not_noted(casework: Casework) -> None:
    request_id = casework.raised()
    for actor in (MEMBER, OFFICER):
        casework.done("request", actor, request_id=request_id)
        casework.done("search", actor, words="street")
    casework.done("casework_file", MEMBER)
    assert trail(casework) == []


def test_reading_by_ones_role_alone_is_noted(casework: Casework) -> None:
    request_id = casework.raised()
    reference = reference_of(casework, request_id)
    for actor in (DESK, GOVERNANCE):
        casework.clock.advance(timedelta(seconds=1))
        casework.done("request", actor, reference=reference)
    assert trail(casework) == [
        (GOVERNANCE.id, "information_governance", "request", reference),
        (DESK.id, "member_services", "request", reference),
    ]


def test_a_colleague_s_reading_is_noted_until_they_join(casework: Casework) -> None:
    request_id = casework.raised(sharing="ward_colleagues")
    reference = reference_of(casework, request_id)
    casework.done("request", COLLEAGUE, request_id=request_id)
    noted = [(COLLEAGUE.id, "member", "request", reference)]
    assert trail(casework) == noted
    casework.done("ask_to_join", COLLEAGUE, request_id=request_id)
    casework.done("accept_join", MEMBER, request_id=request_id, member_id=COLLEAGUE.id)
    casework.clock.advance(timedelta(days=1))
    casework.done("request", COLLEAGUE, request_id=request_id)
    assert trail(casework) == noted


def test_a_search_and_a_casework_file_of_others_are_noted(casework: Casework) -> None:
    casework.raised(subject="Pothole on Kirk Brae")
    casework.done("search", DESK, words="nothing like it")
    assert trail(casework) == []
    casework.done("search", DESK, words="kirk brae")
    casework.clock.advance(timedelta(seconds=1))
    casework.done("casework_file", DESK, member_id=MEMBER.id)
    assert trail(casework) == [
        (DESK.id, "member_services", "casework_file", None),
        (DESK.id, "member_services", "search", None),
    ]
    assert casework.done("audit_trail", GOVERNANCE)["entries"][0]["member"]


def test_there_is_one_entry_for_a_day_with_its_first_and_last_time(casework: Casework) -> None:
    request_id = casework.raised()
    began = casework.clock.now()
    for minutes in (0, 0.5, 5):
        casework.clock.set(began + timedelta(minutes=minutes))
        casework.done("request", DESK, request_id=request_id)
    (entry,) = casework.done("audit_trail", GOVERNANCE)["entries"]
    assert entry["first_at"] == began.isoformat()
    assert entry["last_at"] == (began + timedelta(minutes=5)).isoformat()
    casework.clock.advance(timedelta(days=1))
    casework.done("request", DESK, request_id=request_id)
    assert len(trail(casework)) == 2


def test_within_a_minute_nothing_is_written_again(casework: Casework) -> None:
    request_id = casework.raised()
    writes = []
    for _ in range(2):
        with casework.counted() as sent:
            casework.done("request", DESK, request_id=request_id)
        writes.append([one for one in sent if "audit_trail" in one and not one.startswith("SELECT")])
    assert len(writes[0]) == 2
    assert writes[1] == []


def test_the_trail_is_narrowed_and_paged(casework: Casework) -> None:
    first, second, third = raised_one_after_another(casework, 3)
    for request_id in (first, second, third):
        casework.clock.advance(timedelta(days=1))
        casework.done("request", DESK, request_id=request_id)
    casework.done("request", GOVERNANCE, request_id=first)
    of_first = reference_of(casework, first)
    assert [person for person, *_ in trail(casework, reference=of_first)] == [GOVERNANCE.id, DESK.id]
    assert len(trail(casework, person_id=DESK.id)) == 3
    assert trail(casework, person_id="nobody") == trail(casework, reference="MZ-2026-000000-0") == []
    yesterday = (casework.clock.now() - timedelta(days=1)).date().isoformat()
    assert len(trail(casework, until=yesterday)) == 2
    assert len(trail(casework, until="9999-12-31")) == 4
    page = casework.done("audit_trail", GOVERNANCE, limit=3)
    rest = casework.done("audit_trail", GOVERNANCE, limit=3, cursor=page["next"])
    seen = [entry["entry_id"] for entry in page["entries"] + rest["entries"]]
    assert (len(set(seen)), rest["next"]) == (4, None)
    assert casework.refused("audit_trail", GOVERNANCE, cursor="none of ours")["code"] == "invalid"


@pytest.mark.parametrize("actor", [MEMBER, OTHER_MEMBER, OFFICER, DESK], ids=lambda actor: actor.id)
def test_it_is_for_information_governance_alone(casework: Casework, actor: Actor) -> None:
    assert casework.refused("audit_trail", actor)["code"] == "not_allowed"


def test_what_cannot_be_noted_is_not_read(casework: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the disk is full")

    request_id = casework.raised()
    monkeypatch.setattr(audit_trail, "note", broken)
    answer = casework.call("request", DESK, request_id=request_id)
    assert answer["problem"]["code"] == "internal"
    assert "result" not in answer
