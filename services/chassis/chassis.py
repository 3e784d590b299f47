"""What a service class carries: tables, roles, what it follows, and everything that runs beside its calls."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from nameko.extensions import DependencyProvider

from services.chassis import bus, receipts
from services.chassis.answering import CurrentRoles
from services.chassis.asking import Asking
from services.chassis.chassis_methods import add_chassis_methods
from services.chassis.consuming import Consumer
from services.chassis.health import Check, Health
from services.chassis.intake import Intake
from services.chassis.leases import Lease
from services.chassis.logs import logger
from services.chassis.parts import Backlog, Parts, no_backlog, no_roles
from services.chassis.relay import Relay
from services.chassis.resending import Resending
from services.chassis.subscription import Subscription
from services.chassis.ticker import Tick, Ticker

READY_TIMEOUT_SECONDS = 2

_log = logger(__name__)


class Chassis(DependencyProvider):
    """`chassis = Chassis(...)` in a service class; the calls every service answers are added to the class."""

    parts = Parts()

    def __init__(
        self,
        metadata: sa.MetaData,
        current_roles: CurrentRoles = no_roles,
        subscription: Subscription | None = None,
        publishes: bool = True,
        seconds: Sequence[Tick] = (),
        backlog: Backlog = no_backlog,
    ) -> None:
        self.metadata = metadata
        self.current_roles = current_roles
        self.subscription = subscription
        self.publishes = publishes
        self.ticks = seconds
        self.backlog = backlog
        self._loops: list[Any] = []
        self._relays: list[Relay] = []
        self._tickers: list[Ticker] = []
        self._threads: list[Any] = []

    def __set_name__(self, owner: type, _name: str) -> None:
        add_chassis_methods(owner)

    def setup(self) -> None:
        """Before anything starts: everything that needs no network. Raises SettingError for a taken port."""
        self.parts.build(self.current_roles, self.subscription, self.backlog)
        parts = self.parts
        parts.answering.after_commit = self._after_commit
        self._health = Health(parts.settings.health_port, parts.database, self._checks())
        self._loops = [self._health, *self._publishing(), *self._consuming(), *self._ticking()]

    def _after_commit(self) -> None:
        """Events were written."""
        for relay in self._relays:
            relay.wake()
        self._wake_tickers()

    def _wake_tickers(self) -> None:
        for ticker in self._tickers:
            ticker.wake()

    def start(self) -> None:
        """Run every loop in a green thread of its own; none of them ends by an exception."""
        _log.info("health", port=self._health.port)
        self._threads = [self.container.spawn_managed_thread(loop.run) for loop in self._loops]

    def stop(self) -> None:
        """Called when all calls are answered: finish what is in hand, hand back the rest."""
        for loop in self._loops:
            loop.stop()
        for loop, thread in zip(self._loops, self._threads, strict=True):
            if loop is not self._health:
                thread.wait()
        self.parts.database.close()

    def get_dependency(self, _worker: Any) -> Any:
        """What entrypoints see as `self.chassis`."""
        return self.parts

    def _checks(self) -> dict[str, Check]:
        return {
            "database": self.parts.database.ping,
            "bus": lambda: bus.connect(self.parts.settings.amqp_uri, timeout=READY_TIMEOUT_SECONDS).release(),
            "migrations": self.container.config.get("check_migrations", lambda: None),
        }

    def _publishing(self) -> list[Any]:
        if not self.publishes:
            return []
        settings, database = self.parts.settings, self.parts.database
        self._relays = [Relay(settings.service, database, settings.amqp_uri)]
        return [*self._relays, Resending(settings.service, settings.amqp_uri, database, self.parts.park)]

    def _consuming(self) -> list[Any]:
        if self.subscription is None:
            return []
        settings, database, clock = self.parts.settings, self.parts.database, self.parts.clock
        intake = Intake(self.subscription, database, clock, self._after_commit)
        intake.taken_in = self._wake_tickers
        asking = Asking(settings.service, settings.amqp_uri, intake, database, clock)
        return [Consumer(settings.service, settings.amqp_uri, intake, asking, database, clock)]

    def _ticking(self) -> list[Any]:
        database, clock = self.parts.database, self.parts.clock
        ticks = {f"tick {number}": tick for number, tick in enumerate(self.ticks)}
        ticks["forget receipts"] = Tick(receipts.FORGET_EVERY_SECONDS, receipts.forget_old)
        self._tickers = [
            Ticker(tick, database, clock, Lease(database, name), self._after_commit)
            for name, tick in ticks.items()
        ]
        return list(self._tickers)
