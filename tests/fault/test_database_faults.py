"""The database goes away and comes back; a process is asked to stop in the middle of its work."""

import pytest

from services.contracts import problems
from tests.fault.council_at_work import SERVICES, CouncilAtWork
from tests.machines.postgres import ThrowAwayPostgres
from tests.waiting import ends_within


def test_a_database_stopped_at_once_makes_calls_unavailable_and_services_recover_alone(
    postgresql_council: CouncilAtWork, postgres: ThrowAwayPostgres
) -> None:
    council = postgresql_council
    with council.at_work():
        council.raise_request()
        postgres.stop_at_once()
        try:
            given = council.raise_once()
            council.look_after_for(2.0)
        finally:
            postgres.start()
        assert (given.outcome, given.problems) == (None, [problems.UNAVAILABLE])
    council.settle()
    assert council.died() == {}


@pytest.mark.parametrize("service", SERVICES)
def test_a_process_stopped_under_load_ends_soon_and_loses_nothing(
    council: CouncilAtWork, service: str
) -> None:
    with council.at_work():
        council.raise_request()
        with ends_within(30):
            assert council.services.stop_one(service) == 0
        council.services.start_one(service)
    council.settle()
    assert council.died() == {}
