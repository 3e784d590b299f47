"""Raising a request: the category says which service gets it, and what it asks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming
from services.contracts.vocabulary import MEMBER_SERVICES
from services.requests.domain.acting import Context
from services.requests.domain.commands import RaiseRequest
from services.requests.domain.decide import decide
from services.requests.domain.decision import Decision
from services.requests.domain.refusals import Code, Refusal
from services.requests.domain.vocabulary import Kind, ReceivedBy, Sharing
from services.requests.repository import council
from services.requests.repository.council import Route
from services.requests.repository.reference_numbers import next_references
from services.requests.use_cases.circumstances import circumstances
from services.requests.use_cases.recording import record_raised
from services.requests.use_cases.refusing import invalid, refused
from services.requests.use_cases.standing import raising_for

Flaws = dict[str, str]

AS_GIVEN = (
    *("category_id", "ward_id", "received_on", "answers"),
    *("subject", "place", "what_happened", "ask", "earlier_case"),
)


def raise_request(session: Session, incoming: Incoming) -> Answer:
    """Put a new request to the service of its category: {"request_id", "reference"}. Raises Refused."""
    decision = raising(incoming, _today(session, incoming))
    request_id = new_id()
    state = record_raised(session, incoming, request_id, decision)
    return Answer({"request_id": request_id, "reference": state.reference}, request_id, state.sequence)


def _today(session: Session, incoming: Incoming) -> "Here":
    today = council_date(incoming.now)
    return Here(
        circumstances(session, incoming.now),
        route=lambda category_id: council.route_of(session, category_id, today),
        preferred_sharing=lambda member_id: council.preferred_sharing(session, member_id),
        next_reference=lambda year: next_references(session, year)[0],
    )


@dataclass(frozen=True)
class Here:
    """What has to be known of the council on the day: asked where it is needed."""

    context: Context
    route: Callable[[str], Route]
    preferred_sharing: Callable[[str], str]
    next_reference: Callable[[int], str]


def raising(incoming: Incoming, here: Here) -> Decision:
    """What raising leads to, the answers by the wording of their questions. Raises Refused."""
    member_id = _member(incoming, here)
    route = here.route(incoming.body["category_id"])
    flaws = _flaws(incoming, route, here)
    command = _command(incoming, member_id, route.service_id or "", here)
    decision = _decided(incoming, command, flaws, here)
    labels = {question["id"]: question["label"] for question in route.questions}
    return replace(decision, answers={labels[asked]: said for asked, said in decision.answers.items()})


def _member(incoming: Incoming, here: Here) -> str:
    """For whom: oneself, or the member in office whom the desk names."""
    actor = incoming.actor
    named: str | None = incoming.body["member_id"] or actor.on_behalf_of
    if actor.role != MEMBER_SERVICES:
        return named or actor.id
    if named is None:
        raise invalid({"member_id": "Choose the member for whom you log this request."})
    if not here.context.is_member_in_office(named):
        raise invalid({"member_id": "This person is not a member in office today. Choose another member."})
    return named


def _flaws(incoming: Incoming, route: Route, here: Here) -> Flaws:
    """What is wrong with the category, the answers to what it asks, and the ward."""
    flaws: Flaws = {}
    if route.service_id is None:
        flaws["category_id"] = "This category is not in use. Choose another one."
    elif not route.service_is_open:
        flaws["category_id"] = "The service for this category is closed. Choose another category."
    elif route.stop_advice and route.stop_advice["stops"]:
        flaws["category_id"] = route.stop_advice["text"]
    unanswered = _unanswered(incoming, route)
    if unanswered:
        flaws["answers"] = unanswered
    if not here.context.ward_is_open(incoming.body["ward_id"]):
        flaws["ward_id"] = "This ward does not exist today. Choose another one."
    return flaws


def _unanswered(incoming: Incoming, route: Route) -> str | None:
    """What is wrong with the answers to the category's own questions."""
    given = incoming.body["answers"]
    missing = [q["label"] for q in route.questions if q["required"] and not given.get(q["id"], "").strip()]
    if missing:
        return f"Answer what the category asks: {', '.join(missing)}."
    if set(given) - {question["id"] for question in route.questions}:
        return "The category asks something else now. Open the form again and answer its questions."
    return None


def _command(incoming: Incoming, member_id: str, service_id: str, here: Here) -> RaiseRequest:
    body = incoming.body
    received_on: date | None = body["received_on"]
    return RaiseRequest(
        reference=here.next_reference((received_on or here.context.today).year),
        member_id=member_id,
        kind=Kind(body["kind"]),
        service_id=service_id,
        received_by=ReceivedBy(body["received_by"]) if body["received_by"] else None,
        sharing=Sharing(body["sharing"] or here.preferred_sharing(member_id)),
        **{word: body[word] for word in AS_GIVEN},
    )


def _decided(incoming: Incoming, command: RaiseRequest, flaws: Flaws, here: Here) -> Decision:
    """The domain's decision; its refusal of the words is told together with the flaws found before."""
    acting = raising_for(incoming, command.member_id)
    try:
        decision = decide(None, command, acting, here.context)
    except Refusal as refusal:
        if refusal.code is not Code.INVALID or not flaws:
            raise refused(refusal) from None
        raise invalid(flaws | {field: " ".join(found) for field, found in refusal.fields.items()}) from None
    if flaws:
        raise invalid(flaws)
    return decision
