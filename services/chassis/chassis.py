"""What a service class carries: its tables, its roles, what it follows, and everything that runs beside its calls."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from nameko.extensions import DependencyProvider

from services.chassis.answering import Answering, CurrentRoles
from services.chassis.chassis_methods import add_chassis_methods
from services.chassis.parts import Parts, no_roles
from services.chassis.subscription import Subscription
from services.chassis.ticker import Tick


class Chassis(DependencyProvider):  # type: ignore[misc]
    """`chassis = Chassis(...)` in a service class; the calls every service answers are added to that class."""

    parts = Parts()

    def __init__(
        self,
        metadata: sa.MetaData,
        current_roles: CurrentRoles = no_roles,
        subscription: Subscription | None = None,
        publishes: bool = True,
        seconds: Sequence[Tick] = (),
    ) -> None:
        self.metadata = metadata
        self.current_roles = current_roles
        self.subscription = subscription
        self.publishes = publishes
        self.ticks = seconds

    def __set_name__(self, owner: type, _name: str) -> None:
        add_chassis_methods(owner)

    def setup(self) -> None:
        """Before anything starts: everything that needs no network."""
        self.parts.build(self.current_roles)

    def get_dependency(self, _worker: Any) -> Any:
        """What entrypoints see as `self.chassis`."""
        return self.parts
