"""The sounding board: anyone suggests and supports, the desk answers and follows it to done."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming, Refused
from services.contracts import feedback_events as events
from services.contracts import problems
from services.contracts.events import EventType
from services.contracts.feedback_vocabulary import NOTE_LIMIT, PAGE_LIMIT, SUGGESTION_LIMIT
from services.contracts.problems import Problem
from services.contracts.vocabulary import MEMBER_SERVICES
from services.feedback.domain.suggestions import SuggestionState, after_answer, after_finish, may_support
from services.feedback.repository import suggestions as board
from services.feedback.repository.directory_copy import names_of
from services.feedback.repository.suggestions import Suggestion
from services.feedback.use_cases.refusing import not_now
from services.feedback.use_cases.words import taken

NO_SUGGESTION = "There is no such suggestion. Look for it on the sounding board."
IS_DONE = "This is done already. Make a new suggestion when there is more to it."
NOT_PLANNED = "Only what was planned can be done. Answer it first."
NOT_TO_SUPPORT = "Your own suggestions, and those that are done or declined, cannot be supported."

Row = sa.Row[Any]


def suggest(session: Session, incoming: Incoming) -> Answer:
    """Somebody says what could be better; the page and the time are kept with it."""
    body = incoming.body
    text = taken("suggestion", "The suggestion", body["suggestion"], SUGGESTION_LIMIT)
    page = taken("page", "The page", body["page"], PAGE_LIMIT, required=False)
    made = Suggestion(new_id(), incoming.actor.id, page, incoming.now)
    board.add(session, made, text)
    return _published(session, incoming, made.id, events.SUGGESTION_MADE, {"suggestion_id": made.id})


def support_suggestion(session: Session, incoming: Incoming) -> Answer:
    """Somebody else thinks so too, or no longer."""
    body, person_id = incoming.body, incoming.actor.id
    found = _held(session, body["suggestion_id"])
    if not may_support(found.person_id, person_id, SuggestionState(found.state)):
        raise not_now(NOT_TO_SUPPORT)
    supported = body["supported"]
    if not board.set_support(session, found.id, person_id, supported):
        return Answer({"supports": found.supports})
    supports = found.supports + (1 if supported else -1)
    board.change(session, found.id, supports=supports)
    data = {"suggestion_id": found.id, "supported": supported, "supports": supports}
    answer = _published(session, incoming, found.id, events.SUGGESTION_SUPPORTED, data)
    return Answer({"supports": supports}, answer.stream, answer.sequence)


def answer_suggestion(session: Session, incoming: Incoming) -> Answer:
    """The desk says what becomes of it."""
    body = incoming.body
    found = _held(session, body["suggestion_id"])
    state = after_answer(SuggestionState(found.state), SuggestionState(body["decision"]))
    if state is None:
        raise not_now(IS_DONE)
    answer = taken("answer", "The answer", body["answer"], NOTE_LIMIT)
    board.change(session, found.id, state=state.value, answered_at=incoming.now)
    board.set_answer(session, found.id, answer)
    data = {"suggestion_id": found.id, "decision": state.value}
    return _reached(_published(session, incoming, found.id, events.SUGGESTION_ANSWERED, data), state)


def finish_suggestion(session: Session, incoming: Incoming) -> Answer:
    """What was suggested is there."""
    found = _held(session, incoming.body["suggestion_id"])
    state = after_finish(SuggestionState(found.state))
    if state is None:
        raise not_now(NOT_PLANNED)
    board.change(session, found.id, state=state.value, done_at=incoming.now)
    data = {"suggestion_id": found.id}
    return _reached(_published(session, incoming, found.id, events.SUGGESTION_DONE, data), state)


def suggestions(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A page of the board."""
    body, actor = incoming.body, incoming.actor
    limit = body["limit"]
    rows = board.page(session, actor.id, body["state"], body["mine"], body["before"], limit + 1)
    shown = rows[:limit]
    is_desk = MEMBER_SERVICES in actor.roles
    names = names_of(session, (row.person_id for row in shown)) if is_desk else {}
    return {
        "suggestions": [_wire(row, actor.id, is_desk, names) for row in shown],
        "next": shown[-1].id if len(rows) > limit else None,
    }


def _held(session: Session, suggestion_id: str) -> Row:
    found = board.held(session, suggestion_id)
    if found is None:
        raise Refused(Problem(problems.NOT_FOUND, NO_SUGGESTION))
    return found


def _published(
    session: Session, incoming: Incoming, suggestion_id: str, kind: EventType, data: dict[str, Any]
) -> Answer:
    stream = events.suggestion_stream(suggestion_id)
    sequence = last_sequence(session, stream)
    reached = append(session, stream, sequence, [NewEvent(kind, data)], incoming.origin)
    return Answer({"suggestion_id": suggestion_id}, stream, reached)


def _reached(published: Answer, state: SuggestionState) -> Answer:
    return Answer({"state": state.value}, published.stream, published.sequence)


def _wire(row: Row, reader_id: str, is_desk: bool, names: dict[str, str]) -> dict[str, Any]:
    mine = row.person_id == reader_id
    return {
        "suggestion_id": row.id,
        "suggestion": row.suggestion,
        "made_at": row.made_at.isoformat(),
        "state": row.state,
        "supports": row.supports,
        "supported": bool(row.supported),
        "mine": mine,
        "answer": row.answer,
        "answered_at": row.answered_at.isoformat() if row.answered_at else None,
        "done_at": row.done_at.isoformat() if row.done_at else None,
        "page": row.page if mine or is_desk else None,
        "by": names.get(row.person_id, "") if is_desk else None,
    }
