"""Whether what is applied is what was shown: a token of the preview, checked by the load.

It holds where the store stood, to say what was changed since, and a digest of what was shown. How many
requests are open moves by the minute and changes nothing in the directory, so it is no part of the digest;
nor are the ids of people who would be new.
"""

import hashlib
import json
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Refused
from services.contracts import problems
from services.contracts.problems import Problem
from services.directory.repository.recorded import RecordedSince, last_position, recorded_since

_NAMED = 5
_UNSIGNED = frozenset({"open_requests", "person_id"})


def token(session: Session, answer: dict[str, Any]) -> str:
    """The token of a preview that answers this."""
    return f"{last_position(session)}.{_digest(answer)}"


def check(session: Session, based_on: str | None, answer: dict[str, Any]) -> None:
    """Raises Refused (stale) when the preview with this token showed something else than `answer`."""
    if based_on is None:
        return
    position, _, digest = based_on.partition(".")
    if digest == _digest(answer):
        return
    since = recorded_since(session, int(position))
    details = {"changed": [{"entry": one.entry, "by": one.by, "at": one.at.isoformat()} for one in since]}
    raise Refused(Problem(problems.STALE, _sentence(since), details=details))


def _sentence(since: list[RecordedSince]) -> str:
    named = [f"{one.entry} (by {one.by})" for one in since[:_NAMED]]
    if len(since) > _NAMED:
        named.append(f"{len(since) - _NAMED} more")
    what = f"since then these were changed: {', '.join(named)}" if named else "a day has begun since then"
    return (
        f"This would no longer do what you were shown: {what}. "
        "Nothing is applied. Look at the changes again, then apply them."
    )


def _digest(answer: dict[str, Any]) -> str:
    shown = json.dumps(_signed(answer), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()[:32]


def _signed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _signed(inner) for name, inner in value.items() if name not in _UNSIGNED}
    return [_signed(inner) for inner in value] if isinstance(value, list) else value
