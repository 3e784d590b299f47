"""What the rules need to know of one event in the life of a request."""

from dataclasses import dataclass
from datetime import date, datetime

AWAITING_MEMBER = "awaiting_member"


@dataclass(frozen=True)
class Heard:
    """One event, by its published name. `state` is the request's after it; `sets` is the date it sets.

    `service_id`, `category_id` and `priority` are given where the event changes them.
    """

    sequence: int
    type: str
    time: datetime
    recorded: datetime
    state: str
    service_id: str | None = None
    category_id: str | None = None
    priority: str | None = None
    sets: date | None = None
