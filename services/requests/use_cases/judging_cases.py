"""Which rows of a casebook can be brought in, which are here already, and what is wrong with the others."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from services.requests.domain.texts import flaw
from services.requests.repository.imports import KnownIds

Case = Mapping[str, Any]

OTHER_CONTENT = "This reference came before with other content; the first one stands."


@dataclass
class Judgement:
    """The rows of a chunk, sorted out. `accepted` are (row, fingerprint) in the order of the rows."""

    accepted: list[tuple[Case, str]] = field(default_factory=list)
    already: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)


def judge(rows: Sequence[Case], stored: Mapping[str, str], known: KnownIds, now: datetime) -> Judgement:
    """Sort out the rows; `stored` are the fingerprints of this casebook's cases by external reference."""
    judgement, here = Judgement(), dict(stored)
    for row in rows:
        reference, content = row["external_reference"], fingerprint(row)
        earlier = here.get(reference)
        if earlier == content:
            judgement.already += 1
            continue
        reason = OTHER_CONTENT if earlier else _flaw(row, known, now)
        if reason is not None:
            judgement.rejected.append({"line": row["line"], "reason": reason})
            continue
        here[reference] = content
        judgement.accepted.append((row, content))
    return judgement


def fingerprint(row: Case) -> str:
    """Equal for rows that say the same, wherever they stand in the file."""
    content = {name: _plain(value) for name, value in row.items() if name != "line"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _flaw(row: Case, known: KnownIds, now: datetime) -> str | None:
    """What is wrong with a row, in a sentence."""
    return _unknown(row, known) or _wrong_time(row, now) or _wrong_words(row)


def _unknown(row: Case, known: KnownIds) -> str | None:
    for name, field_name, ids in (
        ("member", "member_id", known.members),
        ("service", "service_id", known.services),
        ("category", "category_id", known.categories),
        ("ward", "ward_id", known.wards),
    ):
        if row[field_name] not in ids:
            return f"The {name} {row[field_name]!r} is not in the directory."
    return None


def _wrong_time(row: Case, now: datetime) -> str | None:
    raised, responded, closed = row["raised_at"], row["responded_at"], row["closed_at"]
    if max(time for time in (raised, responded, closed) if time is not None) > now:
        return "One of its dates is in the future."
    if responded is None:
        return None if closed is None else "It is closed but was not answered."
    if responded < raised:
        return "It was answered before it was raised."
    if closed is not None and closed < responded:
        return "It was closed before it was answered."
    return None


def _wrong_words(row: Case) -> str | None:
    if not row["external_reference"].isprintable():
        return "Its reference has characters that cannot be shown."
    return flaw("subject", row["subject"]) or flaw("place", row["place"], required=False)
