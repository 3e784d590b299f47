"""The words of requests, in tables of their own: never in an event row."""

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.domain.texts import MessageText, RequestText
from services.requests.tables import messages, request_texts


def insert_request_text(session: Session, request_id: str, text: RequestText) -> None:
    """The words with which a request was raised."""
    session.execute(sa.insert(request_texts), asdict(text) | {"request_id": request_id})


def insert_message(session: Session, request_id: str, text: MessageText) -> None:
    """The words that belong to one event."""
    words: dict[str, Any] = asdict(text)
    sequence = words.pop("sequence")
    rows = [
        {"request_id": request_id, "sequence": sequence, "field": field, "body": body}
        for field, body in words.items()
        if body
    ]
    session.execute(sa.insert(messages), rows)


def messages_of(session: Session, request_id: str, after: int = 0) -> dict[int, dict[str, str]]:
    """The words of each event after a sequence, by sequence and field."""
    query = sa.select(messages.c.sequence, messages.c.field, messages.c.body)
    found: dict[int, dict[str, str]] = {}
    for sequence, field, body in session.execute(
        query.where(messages.c.request_id == request_id, messages.c.sequence > after)
    ):
        found.setdefault(sequence, {})[field] = body
    return found
