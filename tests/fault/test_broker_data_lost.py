"""The broker comes back with nothing on it: queues, bindings and what was in them are gone."""

from urllib.parse import urlsplit

from tests.fault.council_at_work import CouncilAtWork
from tests.machines.broker import PrivateBroker


def test_consumers_ask_for_everything_again_when_the_broker_has_lost_its_data(
    council: CouncilAtWork, broker: PrivateBroker
) -> None:
    council.services.kill("directory")
    for _ in range(3):
        council.raise_request()
    council.until_published()
    empty(broker, urlsplit(council.services.amqp_uri).path.removeprefix("/"))
    council.services.start_one("directory")
    with council.at_work():
        council.raise_request()
    council.settle()


def empty(broker: PrivateBroker, vhost: str) -> None:
    """Delete a virtual host with all that is on it, and make it again."""
    broker.control("delete_vhost", vhost)
    broker.control("add_vhost", vhost)
    broker.control("set_permissions", "--vhost", vhost, broker.node.user, ".*", ".*", ".*")
