"""kill -9 of the processes at each seam, with everybody at work: nothing is lost, nothing is done twice."""

from services.contracts.names import DIRECTORY, REQUESTS
from tests.fault.council_at_work import SERVICES, CouncilAtWork

SEAMS_OF_EVENTS = ("after_publish", "before_inbox_commit", "before_ack")
# Seams of commands are reached by those only whom somebody gives commands while everybody is at work.
SEAMS = dict.fromkeys(SERVICES, SEAMS_OF_EVENTS) | dict.fromkeys(
    (DIRECTORY, REQUESTS), ("before_commit", "after_commit", *SEAMS_OF_EVENTS)
)


def test_processes_killed_at_seam_after_seam_lose_nothing_and_do_nothing_twice(
    council: CouncilAtWork,
) -> None:
    for service, (first, *later) in SEAMS.items():
        council.services.kill(service)
        council.services.start_one(service, MEMBERZONE_CRASH_AT=f"{first}:3")
        council.next_lives(service, [{"MEMBERZONE_CRASH_AT": f"{seam}:3"} for seam in later])
    with council.at_work():
        for service, seams in SEAMS.items():
            council.until_died(service, times=len(seams))
    council.settle()
    assert council.died() == {service: len(seams) for service, seams in SEAMS.items()}
