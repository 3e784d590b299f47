"""Two processes of each service on PostgreSQL: one works the queue and the outbox, the other takes over."""

from urllib.parse import urlsplit

from services.contracts.names import SERVICES, subscription_queue
from tests.fault.council_at_work import CouncilAtWork
from tests.machines.broker import PrivateBroker
from tests.waiting import until


def test_when_one_of_two_is_killed_the_other_takes_over_and_nothing_is_lost(
    postgresql_council: CouncilAtWork, broker: PrivateBroker
) -> None:
    council = postgresql_council
    for name in SERVICES:
        council.services.start_one(f"{name}.2")
    until(lambda: all(consumers(council, broker, name) == 2 for name in SERVICES), 40, "two consumers each")
    with council.at_work():
        for round_of in ("", ".2"):
            for name in SERVICES:
                council.services.kill(f"{name}{round_of}")
            council.look_after_for(1.5)
            until(
                lambda: all(consumers(council, broker, name) == 2 for name in SERVICES), 40, "both to be back"
            )
    council.settle()
    for name in SERVICES:
        assert council.services.stop_one(f"{name}.2") == 0


def consumers(council: CouncilAtWork, broker: PrivateBroker, service: str) -> int:
    """How many processes of a service stand at its queue."""
    council.look_after()
    vhost = urlsplit(council.services.amqp_uri).path.removeprefix("/")
    count: int = broker.queues(vhost)[subscription_queue(service)]["consumers"]
    return count
