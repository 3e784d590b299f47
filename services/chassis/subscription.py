"""What a service follows: whose events, what it does with them, and which tables are its copy of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.events import Received

Handler = Callable[[Session, Sequence[Received]], None]
# A step of a conclusion: from where the last one ended (None: the first) to where it ends (None: done).
Conclude = Callable[[Session, Any, datetime], Any]


def _nothing_to_conclude(_session: Session, _place: Any, _now: datetime) -> None:
    """The handlers have done everything."""


@dataclass(frozen=True)
class Subscription:
    """Handlers by event type: each gets runs of events of its types, in order, in the batch's transaction.

    A handler writes to the database and nothing else, and never yields. `copy_tables` are filled by handlers
    alone, children before parents: a rebuild empties them and lets the handlers fill them again.

    A whole history is taken in faster when it is first gathered and then worked out once: a rebuild uses
    the handlers of `gathering` in the place of those of the same types, then takes the steps of `conclude`.
    """

    sources: frozenset[str]
    handlers: Mapping[str, Handler]
    copy_tables: Sequence[sa.Table] = field(default=())
    gathering: Mapping[str, Handler] = field(default_factory=dict)
    conclude: Conclude = _nothing_to_conclude
