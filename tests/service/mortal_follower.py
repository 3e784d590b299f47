"""`python -m tests.service.mortal_follower DATABASE_URL AMQP_URI`: a consumer that dies of one stream."""

import os
import signal
import sys

from services.contracts.events import Received
from tests.service.chassis_ground import ConsumingFollower, cloud_event


def die_of_deadly(event: Received) -> None:
    """SIGKILL at the one, nothing at any other."""
    if event.stream == "ward:deadly":
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Consume until killed; publish the one event that says so when the queue is there."""
    follower = ConsumingFollower(sys.argv[1], sys.argv[2])
    follower.failing = die_of_deadly  # type: ignore[assignment]
    follower.start()
    if not follower.kept():
        follower.publish(cloud_event(1, "ready"))


if __name__ == "__main__":
    main()
