"""The words of requests, in tables of their own: never in an event row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.requests.domain.texts import MessageText, RequestText
from services.requests.tables import answers, attachments, diary_entries, drafts, messages, request_texts

# Asked with every page or command: written once, as that takes longer than asking it.
_ANSWERS = (
    sa.select(answers.c.question, answers.c.answer)
    .where(answers.c.request_id == sa.bindparam("of"))
    .order_by(answers.c.number)
)
_MESSAGES = sa.select(messages.c.sequence, messages.c.field, messages.c.body).where(
    messages.c.request_id == sa.bindparam("of"), messages.c.sequence > sa.bindparam("after")
)
_INSERT_TEXTS = sa.insert(request_texts)
_INSERT_MESSAGES = sa.insert(messages)

WHY_NEEDED = "why_needed"
REWORDED = ("subject", "place")
ERASED = dict.fromkeys(("subject", "place", "what_happened", "ask", "earlier_case", "job_number"), "")


def insert_request_text(session: Session, request_id: str, text: RequestText) -> None:
    """The words with which a request was raised."""
    insert_request_texts(session, {request_id: text})


def insert_request_texts(session: Session, texts: Mapping[str, RequestText]) -> None:
    """The same for many requests."""
    rows = [ERASED | asdict(text) | {"request_id": request_id} for request_id, text in texts.items()]
    session.execute(_INSERT_TEXTS, rows)


def change_request_text(session: Session, request_id: str, changed: Mapping[str, str]) -> None:
    """Other words in the place of some of them."""
    session.execute(
        sa.update(request_texts).where(request_texts.c.request_id == request_id).values(dict(changed))
    )


def words_to_amend(session: Session, request_id: str) -> dict[str, str]:
    """Subject and place as they are now."""
    query = sa.select(*(request_texts.c[name] for name in REWORDED))
    return dict(session.execute(query.where(request_texts.c.request_id == request_id)).mappings().one())


def insert_answers(session: Session, request_id: str, given: Sequence[tuple[str, str]]) -> None:
    """(question, answer) in the category's order."""
    insert_answers_of_many(session, {request_id: given})


def insert_answers_of_many(session: Session, given: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """The same for many requests."""
    rows = [
        {"request_id": request_id, "number": number, "question": question, "answer": answer}
        for request_id, pairs in given.items()
        for number, (question, answer) in enumerate(pairs, start=1)
    ]
    if rows:
        session.execute(sa.insert(answers), rows)


def answers_of(session: Session, request_id: str) -> list[dict[str, str]]:
    """[{question, answer}…] in order."""
    return [dict(row) for row in session.execute(_ANSWERS, {"of": request_id}).mappings()]


def insert_message(session: Session, request_id: str, text: MessageText) -> None:
    """The words that belong to one event."""
    insert_messages(session, [(request_id, text)])


def insert_messages(session: Session, texts: Iterable[tuple[str, MessageText]]) -> None:
    """Those of many events, each with the id of its request."""
    rows = [
        {"request_id": request_id, "sequence": text.sequence, "field": field, "body": body}
        for request_id, text in texts
        for field, body in words_in(text).items()
    ]
    if rows:
        session.execute(_INSERT_MESSAGES, rows)


def insert_why_needed(session: Session, request_id: str, sequence: int, reason: str) -> None:
    """Why the words of an event were sent although something in them was pointed out."""
    row = {"request_id": request_id, "sequence": sequence, "field": WHY_NEEDED, "body": reason}
    session.execute(sa.insert(messages), row)


def words_in(text: MessageText) -> dict[str, str]:
    """What there is of words, by field, in the order of fields' names."""
    given: dict[str, Any] = asdict(text)
    del given["sequence"]
    return {field: given[field] for field in sorted(given) if given[field]}


def messages_of(session: Session, request_id: str, after: int = 0) -> dict[int, dict[str, str]]:
    """The words of each event after a sequence, by sequence and field."""
    found: dict[int, dict[str, str]] = {}
    for sequence, field, body in session.execute(_MESSAGES, {"of": request_id, "after": after}):
        found.setdefault(sequence, {})[field] = body
    return found


def erase_messages(session: Session, request_id: str, sequences: Iterable[int]) -> None:
    """Every word of these events."""
    session.execute(
        sa.delete(messages).where(
            messages.c.request_id == request_id, messages.c.sequence.in_(sorted(sequences))
        )
    )


def erase_everything(session: Session, request_id: str) -> None:
    """All words of the request and its events, its files, and what people noted or drafted about it."""
    change_request_text(session, request_id, ERASED)
    for table in (messages, answers, attachments, diary_entries):
        session.execute(sa.delete(table).where(table.c.request_id == request_id))
    erase_drafts(session, request_id)


def erase_drafts(session: Session, request_id: str, of: str | None = None) -> None:
    """What was typed into forms of this request and not sent, by one person or all.

    Such drafts are named `<form>:<request id>`.
    """
    about = drafts.c.form.endswith(f":{request_id}", autoescape=True)
    session.execute(sa.delete(drafts).where(about, sa.true() if of is None else drafts.c.person_id == of))
