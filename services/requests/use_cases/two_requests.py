"""Commands that two requests take part in: merging and linking. Both are held, in the order of their ids."""

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming
from services.requests.domain.acting import Other
from services.requests.domain.commands import Link, MergeInto
from services.requests.domain.events import Happened, RequestsLinked
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Standing
from services.requests.repository.requests import load, lock
from services.requests.repository.whole_request import ids_of_reference
from services.requests.use_cases.commands import answer, carry_out, view_to_change
from services.requests.use_cases.filters import own_reference
from services.requests.use_cases.recording import record_events
from services.requests.use_cases.standing import Part, View, in_role, parts_towards


def merge_into(session: Session, incoming: Incoming) -> Answer:
    """Let it go on in another request."""
    return _with_another(session, incoming, MergeInto)


def link(session: Session, incoming: Incoming) -> Answer:
    """Say that it has to do with another request."""
    return _with_another(session, incoming, Link)


def _with_another(session: Session, incoming: Incoming, kind: type[MergeInto] | type[Link]) -> Answer:
    known = _known_other(session, incoming)
    lock(session, {incoming.body["request_id"], *([known] if known else [])})
    view = view_to_change(session, incoming)
    loaded = load(session, known) if known else None
    if loaded is None:
        return answer(carry_out(session, incoming, view, kind(incoming.body["other"])))
    other = loaded.state
    standings = _in_role(parts_towards(session, incoming, other), view.part_for(kind).role)
    after = carry_out(
        session,
        incoming,
        view,
        kind(other.id),
        others={other.id: other},
        other=Other.of(other, standings),
    )
    if kind is Link:
        _link_back(session, incoming, view, other)
    return answer(after)


def _link_back(session: Session, incoming: Incoming, view: View, other: RequestState) -> None:
    """The other request tells of the link, too."""
    linked = RequestsLinked(other.state, view.loaded.state.id)
    happened = Happened(linked, incoming.now, incoming.actor.id)
    record_events(session, in_role(incoming, view.part_for(Link).role), other, [happened])


def _known_other(session: Session, incoming: Incoming) -> str | None:
    """The other request, named by its id or a reference: the first of which the actor may know."""
    typed: str = incoming.body["other"].strip()
    for request_id in [typed, *ids_of_reference(session, own_reference(typed), typed)]:
        loaded = load(session, request_id)
        if loaded is not None and parts_towards(session, incoming, loaded.state):
            return request_id
    return None


def _in_role(parts: tuple[Part, ...], role: str) -> frozenset[Standing]:
    return next((part.acting.standings for part in parts if part.role == role), frozenset())
