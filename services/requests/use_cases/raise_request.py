"""Raising a request: the category says which service gets it."""

from datetime import date

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming
from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES
from services.requests.domain.commands import RaiseRequest
from services.requests.domain.decide import Decision, decide
from services.requests.domain.evolve import fold
from services.requests.domain.refusals import Code, Refusal
from services.requests.domain.vocabulary import Kind, ReceivedBy
from services.requests.repository import council
from services.requests.repository.reference_numbers import next_references
from services.requests.repository.requests import insert_request
from services.requests.use_cases.recording import record_events, record_words
from services.requests.use_cases.refusing import invalid, refused
from services.requests.use_cases.standing import acting_towards, circumstances

Flaws = dict[str, str]

AS_GIVEN = (
    *("category_id", "ward_id", "received_on"),
    *("subject", "place", "what_happened", "ask", "earlier_case"),
)


def raise_request(session: Session, incoming: Incoming) -> Answer:
    """Put a new request to the service of its category: {"request_id", "reference"}. Raises Refused."""
    today = council_date(incoming.now)
    member_id = _member(session, incoming, today)
    service_id, flaws = _route(session, incoming, today)
    decision = _decided(incoming, _command(session, incoming, member_id, service_id, today), flaws)
    request_id = new_id()
    state = fold(request_id, decision.events)
    insert_request(session, state, incoming.actor.role, incoming.now)
    record_events(session, incoming, request_id, 0, decision)
    record_words(session, request_id, decision)
    return Answer({"request_id": request_id, "reference": state.reference}, request_id, state.sequence)


def _member(session: Session, incoming: Incoming, today: date) -> str:
    """For whom: oneself, or the member in office whom the desk names."""
    actor = incoming.actor
    named: str | None = incoming.body["member_id"] or actor.on_behalf_of
    if actor.role != MEMBER_SERVICES:
        return named or actor.id
    if named is None:
        raise invalid({"member_id": "Choose the member for whom you log this request."})
    if MEMBER not in council.roles_on(session, named, today):
        raise invalid({"member_id": "This person is not a member in office today. Choose another member."})
    return named


def _route(session: Session, incoming: Incoming, today: date) -> tuple[str, Flaws]:
    """The service that the category leads to (empty when none), and what is wrong with category and ward."""
    flaws: Flaws = {}
    route = council.route_of(session, incoming.body["category_id"], today)
    if route.service_id is None:
        flaws["category_id"] = "This category is not in use. Choose another one."
    elif not route.service_is_open:
        flaws["category_id"] = "The service for this category is closed. Choose another category."
    if not council.ward_is_open(session, incoming.body["ward_id"], today):
        flaws["ward_id"] = "This ward does not exist today. Choose another one."
    return route.service_id or "", flaws


def _command(
    session: Session, incoming: Incoming, member_id: str, service_id: str, today: date
) -> RaiseRequest:
    body = incoming.body
    received_on: date | None = body["received_on"]
    return RaiseRequest(
        reference=next_references(session, (received_on or today).year)[0],
        member_id=member_id,
        kind=Kind(body["kind"]),
        service_id=service_id,
        received_by=ReceivedBy(body["received_by"]) if body["received_by"] else None,
        **{word: body[word] for word in AS_GIVEN},
    )


def _decided(incoming: Incoming, command: RaiseRequest, flaws: Flaws) -> Decision:
    """The domain's decision; its refusal of the words is told together with the flaws found before."""
    acting = acting_towards(incoming, command.member_id, None, {}, for_member=command.member_id)
    try:
        decision = decide(None, command, acting, circumstances(incoming, {}))
    except Refusal as refusal:
        if refusal.code is not Code.INVALID or not flaws:
            raise refused(refusal) from None
        raise invalid(flaws | {field: " ".join(found) for field, found in refusal.fields.items()}) from None
    if flaws:
        raise invalid(flaws)
    return decision
