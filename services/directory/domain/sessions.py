"""How long a session lasts: 15 minutes after the last act, 8 hours in all, not beyond leaving."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
TOUCH_EVERY = timedelta(minutes=1)


class SessionState(StrEnum):
    """Whether a session can be used."""

    OPEN = "open"
    EXPIRED = "expired"
    ENDED = "ended"


@dataclass(frozen=True)
class PersonSession:
    """One sign-in of one person in one browser. `handle` may be shown; the secret id is not kept."""

    handle: str
    person_id: str
    provider: str
    user_agent: str
    started: datetime
    last_seen: datetime
    ended: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        """When it expires if nothing more is done."""
        return min(self.last_seen + IDLE, self.started + LONGEST)

    def state_at(self, now: datetime) -> SessionState:
        """Its state at `now`, for somebody who still holds a role."""
        if self.ended is not None:
            return SessionState.ENDED
        return SessionState.OPEN if now < self.expires_at else SessionState.EXPIRED

    def seen_at(self, now: datetime) -> "PersonSession":
        """The session after another act of its person."""
        return replace(self, last_seen=now)

    def is_worth_touching(self, now: datetime) -> bool:
        """Whether the last act is long enough ago to be written down again."""
        return now - self.last_seen >= TOUCH_EVERY


def hashed(secret: str) -> str:
    """What is kept of a session's id or a token. They are long and random, so that no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
