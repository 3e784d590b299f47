"""One request, whole: what the heart of the face shows, in one call."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming, Refused
from services.contracts import problems
from services.contracts.problems import Problem
from services.contracts.vocabulary import ROLES_OF_A_SERVICE
from services.requests.domain.references import NotAReference, WrongCheckCharacter, parse
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Standing
from services.requests.repository import seen
from services.requests.repository.listing import Reader, member_reading, officer_reading
from services.requests.repository.whole_request import ids_of_reference, whole_request
from services.requests.use_cases.filters import own_reference
from services.requests.use_cases.refusing import invalid, not_found
from services.requests.use_cases.standing import View, view_of
from services.requests.use_cases.timeline import Entry, timeline
from services.requests.use_cases.wire import on_the_wire


def request(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"request", "role", "timeline", "permitted", "officers", "sequence"}. Raises Refused."""
    view = _view(session, incoming)
    state = view.loaded.state
    entries = timeline(session, state.id, view.loaded.history)
    whole = whole_request(session, state.id, _reader(view, incoming.actor.id))
    return {
        "request": on_the_wire(whole) | _next_step(state, entries),
        "role": view.role,
        "timeline": entries,
        "permitted": view.permitted(),
        "officers": _officers(view),
        "sequence": state.sequence,
    }


def mark_seen(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Note that the actor has seen the request up to a sequence; nobody else can tell. Answer: {}."""
    view = view_of(session, incoming, incoming.body["request_id"])
    state = view.loaded.state
    seen.mark_seen(session, incoming.actor.id, state.id, min(incoming.body["sequence"], state.sequence))
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


def _reader(view: View, person_id: str) -> Reader:
    return officer_reading(person_id) if view.role in ROLES_OF_A_SERVICE else member_reading(person_id)


def _officers(view: View) -> list[dict[str, str]]:
    """Whom a request can be given to: for those who may give it."""
    standings = frozenset[Standing]().union(*(part.acting.standings for part in view.parts))
    if not standings & {Standing.OFFICER, Standing.DESK}:
        return []
    return [{"person_id": person_id, "name": name} for person_id, name in view.officers.items()]


def _next_step(state: RequestState, entries: list[Entry]) -> dict[str, Any]:
    """Who has it and what comes next, as the latest answer promised; nothing once that is over."""
    promises = [entry for entry in entries if "next_step" in entry["texts"]]
    if state.next_step is None or not promises:
        return {"holder": None, "next_step": None}
    return {"holder": promises[-1]["data"].get("holder"), "next_step": promises[-1]["texts"]["next_step"]}
