"""One request, whole: what the heart of the face shows, in one call."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming, Refused
from services.contracts import problems
from services.contracts.problems import Problem
from services.requests.domain.references import NotAReference, WrongCheckCharacter, parse
from services.requests.repository import seen
from services.requests.repository.whole_request import ids_of_reference
from services.requests.use_cases.audit_trail import request_read
from services.requests.use_cases.filters import own_reference
from services.requests.use_cases.refusing import invalid, not_found
from services.requests.use_cases.shown import shown
from services.requests.use_cases.standing import View, view_of


def request(session: Session, incoming: Incoming) -> Answer:
    """{"request", "role", "timeline", "permitted", "officers", "sequence"}. Raises Refused."""
    view = _view(session, incoming)
    return Answer(shown(session, incoming, view), note=request_read(session, incoming, view))


def mark_seen(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Note that the actor has seen the request up to a sequence; nobody else can tell. Answer: {}."""
    view = view_of(session, incoming, incoming.body["request_id"])
    state = view.loaded.state
    sequence = min(incoming.body["sequence"], state.sequence)
    seen.mark_seen(session, incoming.actor.id, state.id, sequence, incoming.body["dates_told"])
    return {}


def _view(session: Session, incoming: Incoming) -> View:
    if incoming.body["request_id"]:
        return view_of(session, incoming, incoming.body["request_id"])
    typed = (incoming.body["reference"] or "").strip()
    if not typed:
        raise invalid({"reference": "Give the reference of the request."})
    for request_id in ids_of_reference(session, own_reference(typed), typed):
        try:
            return view_of(session, incoming, request_id)
        except Refused:
            continue
    raise _no_such_reference(typed)


def _no_such_reference(typed: str) -> Refused:
    try:
        parse(typed)
    except WrongCheckCharacter:
        sentence = "This reference has a slip in it: its last character does not fit the others. Check it."
        return Refused(Problem(problems.NOT_FOUND, sentence, {"reference": [sentence]}))
    except NotAReference:
        pass
    return not_found()
