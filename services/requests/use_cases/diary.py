"""A member's private notes and reminders: seen by nobody else, never an event."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming, Refused
from services.contracts import problems
from services.contracts.problems import Problem
from services.contracts.vocabulary import DIARY_LIMIT
from services.requests.domain.texts import with_plain_line_breaks
from services.requests.repository import diary as kept
from services.requests.use_cases.refusing import invalid
from services.requests.use_cases.standing import view_of
from services.requests.use_cases.wire import on_the_wire
from services.requests.use_cases.wording import unfit


def diary(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"entries": [{entry_id, request_id, reference, words, remind_on, written_at}…]}: one's own."""
    body = incoming.body
    entries = kept.entries_of(session, incoming.actor.id, body["request_id"], body["reference"])
    return {"entries": [on_the_wire(entry) for entry in entries]}


def write_diary(session: Session, incoming: Incoming) -> Answer:
    """Keep an entry, new or written anew: {"entry_id"}. Raises Refused."""
    body = incoming.body
    words = with_plain_line_breaks(body["words"])
    flaw = unfit("The entry", words, DIARY_LIMIT)
    if flaw:
        raise invalid({"words": flaw})
    if body["request_id"] is not None:
        view_of(session, incoming, body["request_id"])
    changed = {
        "request_id": body["request_id"],
        "words": words,
        "remind_on": body["remind_on"],
        "written_at": incoming.now,
    }
    entry_id: str | None = body["entry_id"]
    if entry_id is None:
        entry_id = new_id()
        kept.insert_entry(session, {"id": entry_id, "owner_id": incoming.actor.id, **changed})
    elif not kept.rewrite_entry(session, incoming.actor.id, entry_id, changed):
        raise _no_such_entry()
    return Answer({"entry_id": entry_id})


def erase_diary(session: Session, incoming: Incoming) -> Answer:
    """Erase an entry of one's own. Answer: {}. Raises Refused when there is none."""
    if not kept.delete_entry(session, incoming.actor.id, incoming.body["entry_id"]):
        raise _no_such_entry()
    return Answer({})


def _no_such_entry() -> Refused:
    message = "There is no such entry in your diary; perhaps you erased it. Write a new one."
    return Refused(Problem(problems.NOT_FOUND, message))
