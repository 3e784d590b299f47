"""The directory service, except that one event kills it: `python -m tests.fault.poisonable_directory run`."""

import os
import signal
import sys
from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.chassis.running import main
from services.contracts.events import Received
from services.directory.service import SUBSCRIPTION, DirectoryService
from tests.fault.poison import POISON


def poison(type_: str) -> None:
    """Let the process die of an event of this type about the request that the environment names."""
    harmless = SUBSCRIPTION.handlers[type_]

    def handle(session: Session, received: Sequence[Received]) -> None:
        if os.environ[POISON] in {event.stream for event in received}:
            os.kill(os.getpid(), signal.SIGKILL)
        harmless(session, received)

    SUBSCRIPTION.handlers[type_] = handle  # type: ignore[index]


if __name__ == "__main__":
    poison("request_withdrawn")
    sys.exit(main(DirectoryService, sys.argv[1:]))
