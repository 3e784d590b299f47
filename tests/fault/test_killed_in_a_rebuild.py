"""kill -9 while a copy is built again: of its service at each step, and of the source that sends it all."""

import pytest

from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import DIRECTORY, REQUESTS
from tests.fault.council_at_work import CouncilAtWork
from tests.machines.running_services import OPERATOR
from tests.waiting import until

CALLS = chassis_calls(REQUESTS)


@pytest.mark.parametrize(
    ("service", "step"),
    [
        (REQUESTS, "after_rebuild_page"),
        (REQUESTS, "before_rebuild_commit"),
        (DIRECTORY, "after_resent_page"),
    ],
)
def test_a_rebuild_whose_processes_die_is_done_all_the_same(
    council: CouncilAtWork, service: str, step: str
) -> None:
    council.services.stop_one(service)
    council.services.start_one(service, MEMBERZONE_CRASH_AT=step)
    with council.at_work():
        rebuild_id = council.do(CALLS["replay"], OPERATOR).result["rebuild_id"]
        council.until_died(service)
        until(lambda: _is_done(council, rebuild_id), 60, "the rebuild to be done")
    council.settle()
    assert council.died() == {service: 1}


def _is_done(council: CouncilAtWork, rebuild_id: str) -> bool:
    council.look_after()
    return bool(council.ask(CALLS["rebuild_progress"], rebuild_id=rebuild_id)["done"])
