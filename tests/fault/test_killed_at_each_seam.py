"""kill -9 of each process at each seam, with everybody at work: nothing is lost, nothing is done twice."""

import pytest

from services.contracts.names import SERVICES
from tests.fault.council_at_work import CouncilAtWork

SEAMS = ("before_commit", "after_commit", "after_publish", "before_inbox_commit", "before_ack")


@pytest.mark.parametrize("seam", SEAMS)
@pytest.mark.parametrize("service", SERVICES)
def test_a_process_killed_at_a_seam_loses_nothing_and_does_nothing_twice(
    council: CouncilAtWork, service: str, seam: str
) -> None:
    council.services.kill(service)
    council.services.start_one(service, MEMBERZONE_CRASH_AT=f"{seam}:3")
    with council.at_work():
        council.until_dead(service)
    council.settle()
