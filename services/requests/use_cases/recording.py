"""What was decided, as stored events, words and rows, in the transaction at hand.

The only place where words of a request are kept or erased.
"""

from collections.abc import Sequence
from functools import reduce

from sqlalchemy.orm import Session

from services.chassis.event_store import NewEvent, append
from services.chassis.identifiers import new_id
from services.chassis.incoming import Incoming
from services.contracts.requests_events import REQUESTS_EVENTS
from services.contracts.vocabulary import REASON_LIMIT
from services.requests.domain.decision import Decision, Erasure
from services.requests.domain.event_data import to_data, type_of
from services.requests.domain.events import Happened, JobNumberSet, RequestHandedOver
from services.requests.domain.evolve import evolve, fold
from services.requests.domain.request_state import RequestState
from services.requests.domain.texts import ConstituentText, with_plain_line_breaks
from services.requests.repository import constituents, drafts, words
from services.requests.repository.around import store_around
from services.requests.repository.requests import insert_request, update_request
from services.requests.use_cases.refusing import invalid
from services.requests.use_cases.search_index import index_what_changed
from services.requests.use_cases.telling import news_of
from services.requests.use_cases.wording import unfit


def record_raised(session: Session, incoming: Incoming, request_id: str, decision: Decision) -> RequestState:
    """A new request with its words. `answers` of the decision are by the wording of their questions."""
    state = fold(request_id, decision.events)
    actor = incoming.actor
    insert_request(session, state, news_of(state, decision.events, actor.id, actor.role), incoming.now)
    _append(session, incoming, request_id, 0, decision.events)
    record_words(session, request_id, state, decision)
    record_why_needed(session, incoming, state, decision)
    _forget_draft(session, incoming)
    index_what_changed(session, None, state, decision)
    return state


def record(session: Session, incoming: Incoming, before: RequestState, decision: Decision) -> RequestState:
    """What was decided about a request, and what becomes of it. Raises Stale when somebody was first."""
    after = _record_events(session, incoming, before, decision.events)
    record_words(session, before.id, after, decision)
    record_why_needed(session, incoming, after, decision)
    _forget_draft(session, incoming)
    index_what_changed(session, before, after, decision)
    return after


def record_events(
    session: Session, incoming: Incoming, before: RequestState, events: Sequence[Happened]
) -> RequestState:
    """Events of a request and the rows that follow, without words."""
    after = _record_events(session, incoming, before, events)
    index_what_changed(session, before, after)
    return after


def _record_events(
    session: Session, incoming: Incoming, before: RequestState, events: Sequence[Happened]
) -> RequestState:
    _append(session, incoming, before.id, before.sequence, events)
    after = reduce(evolve, events, before)
    actor = incoming.actor
    update_request(session, after, news_of(before, events, actor.id, actor.role), incoming.now)
    store_around(session, before, after)
    return after


def record_words(session: Session, request_id: str, after: RequestState, decision: Decision) -> None:
    """Erase and keep what the decision says, apart from its events."""
    if decision.erased is not None:
        _erase(session, after, decision.erased)
    if decision.request_text is not None:
        words.insert_request_text(session, request_id, decision.request_text)
    if decision.answers:
        words.insert_answers(session, request_id, list(decision.answers.items()))
    if decision.amended:
        words.change_request_text(session, request_id, decision.amended)
    if decision.message_text is not None:
        words.insert_message(session, request_id, decision.message_text)
    if any(isinstance(happened.event, JobNumberSet) for happened in decision.events):
        number = decision.message_text.job_number if decision.message_text else ""
        words.change_request_text(session, request_id, {"job_number": number})
    if decision.constituent is not None:
        _attach(session, after, decision.constituent)
    if any(isinstance(happened.event, RequestHandedOver) for happened in decision.events):
        constituents.hand_over(session, request_id, new_id(), after.member_id)


def record_why_needed(session: Session, incoming: Incoming, after: RequestState, decision: Decision) -> None:
    """Why words were sent in which something was pointed out: with the words, so that it goes with them."""
    reason = with_plain_line_breaks(incoming.body.get("why_needed") or "").strip()
    if not reason:
        return
    flaw = unfit("The reason", reason, REASON_LIMIT)
    if flaw:
        raise invalid({"why_needed": flaw})
    said = decision.message_text
    words.insert_why_needed(session, after.id, said.sequence if said else after.sequence, reason)


def _forget_draft(session: Session, incoming: Incoming) -> None:
    """What was sent is no draft any more."""
    if incoming.body.get("draft"):
        drafts.discard(session, incoming.actor.id, incoming.body["draft"])


def _erase(session: Session, state: RequestState, erased: Erasure) -> None:
    if erased.sequences:
        words.erase_messages(session, state.id, erased.sequences)
    if erased.constituent:
        constituents.detach(session, state.id)
        words.erase_drafts(session, state.id, of=state.member_id)
    if erased.everything:
        words.erase_everything(session, state.id)


def _attach(session: Session, state: RequestState, text: ConstituentText) -> None:
    constituent_id = text.constituent_id
    if constituent_id is None:
        constituent_id = new_id()
        facts = {
            "id": constituent_id,
            "owner_id": state.member_id,
            "name": text.constituent_name,
            **{name: getattr(text, name) for name in ("contact", "agreed_to", "agreed_how", "agreed_on")},
            "service_may_see": text.service_may_see,
        }
        constituents.insert_constituent(session, facts)
    constituents.attach(session, state.id, constituent_id)


def _append(
    session: Session, incoming: Incoming, stream: str, sequence: int, events: Sequence[Happened]
) -> None:
    append(session, stream, sequence, [new_event(happened) for happened in events], incoming.origin)


def new_event(happened: Happened, by: tuple[str, str] | None = None) -> NewEvent:
    """As it is stored."""
    event = happened.event
    return NewEvent(REQUESTS_EVENTS[type_of(event)], to_data(event), happened.time, by)
