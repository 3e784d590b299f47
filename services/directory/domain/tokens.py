"""API tokens: a prefix that scanners know, scopes, and a day after which they are worth nothing."""

from dataclasses import dataclass
from datetime import datetime

TOKEN_PREFIX = "mz_"


@dataclass(frozen=True)
class Token:
    """One token of one person. The secret is not kept."""

    handle: str
    person_id: str
    label: str
    scopes: tuple[str, ...]
    created: datetime
    expires: datetime
    revoked: datetime | None = None

    def is_good_at(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked is None and now < self.expires
