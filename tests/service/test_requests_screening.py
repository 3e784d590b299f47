"""Words looked over before they are sent: none is kept; a reason for sending goes with the words."""

import pytest

from services.chassis.actor import Actor
from tests.service.requests_casework import DESK, MEMBER, OFFICER, Casework
from tests.service.requests_council import GOVERNANCE, whole
from tests.service.stored_words import where_stored

REASON = "The crew has to ring her first."
PHONE = {"message": "Ring 01546 602127."}


def kinds(casework: Casework, actor: Actor = MEMBER, **texts: str) -> list[tuple[str, str]]:
    """Field and kind of what is pointed out."""
    found = casework.done("screen", actor, texts=texts)["found"]
    return [(one["field"], one["kind"]) for one in found]


def reasons(casework: Casework, actor: Actor, request_id: str) -> list[str | None]:
    """What the reader is told of why words were sent, entry by entry."""
    timeline = casework.done("request", actor, request_id=request_id)["timeline"]
    return [entry["texts"].get("why_needed") for entry in timeline]


def test_what_may_be_personal_is_pointed_out_and_not_kept(casework: Casework) -> None:
    assert kinds(casework, ask="Ring 01546 602127", subject="Her dementia") == [
        *(("ask", "phone"), ("subject", "special")),
    ]
    assert kinds(casework, OFFICER, message="The hole is filled.") == []
    assert where_stored(casework, "602127", "dementia") == set()


def test_a_reason_is_kept_with_the_words_and_read_by_governance_alone(casework: Casework) -> None:
    request_id = whole(casework).raised(why_needed=REASON)
    casework.done("add_message", MEMBER, request_id=request_id, why_needed=REASON, **PHONE)
    casework.done("add_message", MEMBER, request_id=request_id, message="Any news?")
    assert reasons(casework, GOVERNANCE, request_id) == [REASON, REASON, None]
    for reader in (MEMBER, OFFICER, DESK):
        assert reasons(casework, reader, request_id) == [None, None, None]
    assert where_stored(casework, REASON) == {"messages"}


def test_a_reason_goes_when_the_words_go(casework: Casework) -> None:
    request_id = whole(casework).raised()
    casework.done("add_message", MEMBER, request_id=request_id, why_needed=REASON, **PHONE)
    casework.done("retract_message", MEMBER, request_id=request_id, sequence=2)
    assert where_stored(casework, REASON) == set()
    other = casework.raised(why_needed=REASON)
    casework.done("redact", GOVERNANCE, request_id=other, reason="Its time is over.")
    assert where_stored(casework, REASON) == set()


@pytest.mark.parametrize("reason", ["x" * 2_001, "a\0b", "\ud800"])
def test_a_reason_that_cannot_be_kept_is_refused(casework: Casework, reason: str) -> None:
    request_id = casework.raised()
    problem = casework.refused("add_message", MEMBER, request_id=request_id, why_needed=reason, **PHONE)
    assert problem["fields"].keys() == {"why_needed"}


def test_the_council_has_a_list_of_its_own(casework: Casework) -> None:
    whole(casework)
    first = casework.done("screening_words", GOVERNANCE)
    assert first["is_default"]
    assert "dementia" in first["words"]
    casework.done("write_screening_words", GOVERNANCE, words="health: grippe\r\nother: mist*")
    assert kinds(casework, ask="Mists and dementia") == [("ask", "special")]
    own = casework.done("screening_words", GOVERNANCE)
    assert own == {"words": "health: grippe\nother: mist*", "is_default": False}
    wrong = casework.refused("write_screening_words", GOVERNANCE, words="no heading")
    assert "Line 1 has no heading" in str(wrong["fields"]["words"])
    casework.done("write_screening_words", GOVERNANCE, words="")
    assert casework.done("screening_words", GOVERNANCE) == first


def test_what_another_list_would_do_is_told_before_it_is_kept(casework: Casework) -> None:
    whole(casework)
    casework.done("write_screening_words", GOVERNANCE, words="health: asthma, grippe")
    other = {"words": "Health: asthma\nhealth: Asthma, mist*", "sample": "Mists.\r\nThe grippe."}
    told = casework.done("preview_screening_words", GOVERNANCE, **other)
    assert told["headings"] == [
        *({"heading": "Health", "words": ["asthma"]}, {"heading": "health", "words": ["Asthma", "mist*"]}),
    ]
    assert told["comes_in"] == [
        *({"heading": "Health", "word": "asthma"}, {"heading": "health", "word": "mist*"}),
    ]
    assert told["goes_out"] == [{"heading": "health", "word": "grippe"}]
    assert [(one["start"], one["end"]) for one in told["found"]] == [(0, 5)]
    assert casework.done("screening_words", GOVERNANCE)["words"] == "health: asthma, grippe"
    assert "dementia" in str(casework.done("preview_screening_words", GOVERNANCE)["comes_in"])
    wrong = casework.refused("preview_screening_words", GOVERNANCE, words="no heading")
    assert "Line 1 has no heading" in str(wrong["fields"]["words"])


@pytest.mark.parametrize("name", ["screening_words", "write_screening_words", "preview_screening_words"])
def test_the_list_is_information_governances(casework: Casework, name: str) -> None:
    for actor in (MEMBER, OFFICER, DESK):
        assert casework.refused(name, actor)["code"] == "not_allowed"
