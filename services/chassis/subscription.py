"""What a service follows: whose events, what it does with them, and which tables are its copy of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.events import Received

Handler = Callable[[Session, Sequence[Received]], None]


@dataclass(frozen=True)
class Subscription:
    """Handlers by event type: each gets runs of events of its types, in order, in the batch's transaction.

    A handler writes to the database and nothing else, and never yields. `copy_tables` are filled by handlers
    alone, children before parents: a rebuild empties them and lets the handlers fill them again.
    """

    sources: frozenset[str]
    handlers: Mapping[str, Handler]
    copy_tables: Sequence[sa.Table] = field(default=())
