"""kill -9 of both processes at each seam, with everybody at work: nothing is lost, nothing is done twice."""

import pytest

from services.contracts.names import SERVICES
from tests.fault.council_at_work import CouncilAtWork

SEAMS = ("before_commit", "after_commit", "after_publish", "before_inbox_commit", "before_ack")


@pytest.mark.parametrize("seam", SEAMS)
def test_processes_killed_at_a_seam_lose_nothing_and_do_nothing_twice(
    council: CouncilAtWork, seam: str
) -> None:
    for service in SERVICES:
        council.services.kill(service)
        council.services.start_one(service, MEMBERZONE_CRASH_AT=f"{seam}:3")
    with council.at_work():
        for service in SERVICES:
            council.until_died(service)
    council.settle()
    assert council.died() == dict.fromkeys(SERVICES, 1)
