"""Two processes of each service on PostgreSQL: one works the queue and the outbox, the other takes over."""

from tests.fault.council_at_work import SERVICES, CouncilAtWork
from tests.fault.queued import consumers
from tests.waiting import until


def test_when_one_of_two_is_killed_the_other_takes_over_and_nothing_is_lost(
    postgresql_council: CouncilAtWork,
) -> None:
    council = postgresql_council
    for name in SERVICES:
        council.services.start_one(f"{name}.2")
    until(lambda: both_at_the_queues(council), 60, "two processes of each")
    with council.at_work():
        for which in ("", ".2"):
            for name in SERVICES:
                council.services.kill(f"{name}{which}")
            until(lambda: both_at_the_queues(council), 60, "both to be back")
    council.settle()
    for name in SERVICES:
        assert council.services.stop_one(f"{name}.2") == 0


def both_at_the_queues(council: CouncilAtWork) -> bool:
    """Whether two processes of each service take its calls."""
    council.look_after()
    return all(consumers(council.services.amqp_uri, f"rpc-{name}") == 2 for name in SERVICES)
