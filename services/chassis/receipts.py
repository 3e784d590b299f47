"""Receipts of commands: the same key, actor and body get the same answer, and nothing is done again."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.incoming import Refused
from services.chassis.tables import receipts
from services.contracts import problems
from services.contracts.problems import Problem

KEPT_FOR = timedelta(days=30)
FORGET_EVERY_SECONDS = 60
FORGOTTEN_AT_ONCE = 1_000

# Said with every command: written once, as that takes longer than doing it.
_BY_KEY = sa.select(receipts).where(receipts.c.key == sa.bindparam("of"))
_INSERT = sa.insert(receipts)


@dataclass(frozen=True)
class Command:
    """What a receipt is for."""

    key: str
    call: str
    actor_id: str
    body_hash: str


def body_hash(body: dict[str, Any]) -> str:
    """Equal for equal bodies, whatever the order of their fields.

    The expected version is left out: a second click, after the page saw a newer one, is the same command.
    """
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def hold_key(session: Session, key: str) -> None:
    """Until the transaction ends, any other command with this key waits (SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        lock = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
        session.execute(lock, {"name": f"receipt:{key}"})


def earlier_answer(session: Session, command: Command) -> dict[str, Any] | None:
    """The answer this very command got before, or None. Raises Refused when the key was used for another."""
    row = session.execute(_BY_KEY, {"of": command.key}).mappings().one_or_none()
    if row is None:
        return None
    if Command(row["key"], row["call"], row["actor_id"], row["body_hash"]) != command:
        message = (
            "This form was already used to send something else. Open the page again and repeat the change."
        )
        raise Refused(Problem(problems.KEY_REUSED, message))
    return _loaded(row["answer"])


def store_receipt(session: Session, command: Command, answer: dict[str, Any], now: datetime) -> None:
    """Keep the answer, in the transaction that did the work."""
    session.execute(
        _INSERT,
        {
            "key": command.key,
            "call": command.call,
            "actor_id": command.actor_id,
            "body_hash": command.body_hash,
            "answer": json.dumps(answer),
            "recorded_time": now,
        },
    )


def answer_of(session: Session, key: str, actor_id: str) -> dict[str, Any] | None:
    """What the command with `key` was answered, if `actor_id` gave it and it was done."""
    query = sa.select(receipts.c.answer).where(receipts.c.key == key, receipts.c.actor_id == actor_id)
    text = session.scalar(query)
    return None if text is None else _loaded(text)


def forget_old(session: Session, now: datetime) -> None:
    """Delete some of those that nobody can come back for any more, the oldest first."""
    columns = receipts.c
    old = sa.select(columns.key).where(columns.recorded_time < now - KEPT_FOR)
    some = old.order_by(columns.recorded_time).limit(FORGOTTEN_AT_ONCE)
    session.execute(sa.delete(receipts).where(columns.key.in_(some)))


def _loaded(text: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(text)
    return answer
