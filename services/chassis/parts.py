"""The pieces one running service is made of, shared by its Nameko extensions."""

import time
from collections.abc import Callable

from nameko.extensions import SharedExtension
from sqlalchemy.orm import Session

from services.chassis import inbox, parking
from services.chassis.actor import ActorVerifier
from services.chassis.answering import Answering, CurrentRoles
from services.chassis.clock import Clock, SystemClock
from services.chassis.database import Database
from services.chassis.settings import ServiceSettings
from services.chassis.subscription import Subscription

Backlog = Callable[[Session], int]


class Parts(SharedExtension):
    """Built once per container, before anything starts. Tests may hand in a clock of their own."""

    settings: ServiceSettings
    clock: Clock
    database: Database
    answering: Answering
    subscription: Subscription | None
    backlog: Backlog

    def build(self, current_roles: CurrentRoles, subscription: Subscription | None, backlog: Backlog) -> None:
        """Make everything that needs no network."""
        self.subscription = subscription
        self.backlog = backlog
        config = self.container.config
        self.settings = config["settings"]
        self.clock = config.get("clock") or SystemClock(self.settings.clock_offset_file)
        self.database = Database(self.settings.database_url)
        self.answering = Answering(
            service=self.settings.service,
            database=self.database,
            clock=self.clock,
            verifier=ActorVerifier(self.settings.actor_keys_dir, self.settings.service),
            current_roles=current_roles,
            lacking=inbox.lacking,
            sleep=time.sleep,  # green, once eventlet has patched it
        )

    def park(self, message: parking.Parked) -> None:
        """Set a message aside in a transaction of its own."""
        with self.database.transaction() as session:
            parking.park(session, message, self.clock.now())


def no_backlog(_session: Session) -> int:
    """For a service that publishes nothing of what it heard, or publishes it at once."""
    return 0


def no_roles(_session: Session, _person_id: str) -> frozenset[str]:
    """For a service that keeps no copy of the directory: only the command line may call it."""
    return frozenset()
