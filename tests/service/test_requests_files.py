"""What requests keeps of files: which are still in use, how many and how much is taken."""

from datetime import timedelta

import pytest

from services.chassis.actor import Actor
from services.contracts.vocabulary import FILE_BYTES_A_DAY, FILE_SIZE_LIMIT, FILES_OF_A_REQUEST
from services.requests.domain.flaws import MOST_FILES
from tests.service.requests_casework import MEMBER, OFFICER, Casework
from tests.service.requests_council import GOVERNANCE, a_file, whole

GATEWAY = Actor("gateway", "gateway", frozenset({"gateway"}))
ONE, OTHER, NONE = ("a" * 64, "b" * 64, "c" * 64)


def in_use(casework: Casework, *hashes: str) -> list[str]:
    """Which of these the service says that somebody has."""
    found: list[str] = casework.done("files_in_use", GATEWAY, content_hashes=list(hashes))["in_use"]
    return found


def test_a_file_is_in_use_until_the_last_request_that_has_it_is_redacted(casework: Casework) -> None:
    first, second = whole(casework).raised(), casework.raised()
    for request_id in (first, second):
        casework.done("attach", MEMBER, **a_file(request_id, content_hash=ONE))
    casework.done("attach", OFFICER, **a_file(second, content_hash=OTHER))
    assert in_use(casework, ONE, OTHER, NONE) == [ONE, OTHER]
    casework.done("redact", GOVERNANCE, request_id=first, reason="Its time is over.")
    assert in_use(casework, ONE, OTHER, NONE) == [ONE, OTHER]
    casework.done("redact", GOVERNANCE, request_id=second, reason="Its time is over.")
    assert in_use(casework, ONE, OTHER, NONE) == []


@pytest.mark.parametrize("actor", [MEMBER, OFFICER, GOVERNANCE])
def test_people_are_not_told_which_files_there_are(casework: Casework, actor: Actor) -> None:
    refused = whole(casework).refused("files_in_use", actor, content_hashes=[ONE])
    assert refused["code"] == "not_allowed"


def test_one_person_adds_so_much_a_day(casework: Casework) -> None:
    requests = [casework.raised(), casework.raised()]
    for number in range(FILE_BYTES_A_DAY // FILE_SIZE_LIMIT):
        body = a_file(requests[number % 2], size=FILE_SIZE_LIMIT, content_hash=f"{number:064x}")
        casework.done("attach", MEMBER, **body)
    refused = casework.refused("attach", MEMBER, **a_file(requests[0], size=1))
    assert refused["code"] == "invalid"
    assert "500 MB of files within a day" in str(refused["fields"])
    casework.done("attach", OFFICER, **a_file(requests[0], size=1))
    casework.clock.advance(timedelta(days=1, seconds=1))
    casework.done("attach", MEMBER, **a_file(requests[0], size=1))


def test_a_request_takes_so_many_files(casework: Casework) -> None:
    request_id = casework.raised()
    for _ in range(FILES_OF_A_REQUEST):
        casework.done("attach", MEMBER, **a_file(request_id, size=1))
    refused = casework.refused("attach", OFFICER, **a_file(request_id, size=1))
    assert "It has 30 files already" in str(refused["fields"])


def test_the_same_limit_is_said_in_calls_and_kept_by_the_rules() -> None:
    assert FILES_OF_A_REQUEST == MOST_FILES


def test_a_file_that_is_too_large_is_refused(casework: Casework) -> None:
    too_large = a_file(casework.raised(), size=FILE_SIZE_LIMIT + 1)
    assert casework.refused("attach", MEMBER, **too_large)["code"] == "invalid"
