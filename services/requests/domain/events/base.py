"""What every event about one request says, and an event that has happened."""

from dataclasses import dataclass
from datetime import datetime

from services.requests.domain.vocabulary import State


@dataclass(frozen=True)
class RequestEvent:
    """`state` is the state that the event led to."""

    state: State


@dataclass(frozen=True)
class Happened:
    """An event with the instant at which it took effect (aware), and who did it; None when nobody knows."""

    event: RequestEvent
    time: datetime
    actor_id: str | None = None
