"""What each event changes of a request's state, beside the state it stands in."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from services.requests.domain import events as e
from services.requests.domain.request_state import Escalation, NextStep, Proposal, RequestState
from services.requests.domain.vocabulary import Side, Urgency

Changes = dict[str, Any]


def changes(state: RequestState, event: e.RequestEvent, time: datetime) -> Changes:
    """The fields of the state that the event, which took effect at `time`, gives another value."""
    changed: Changes = {}
    for part in (_answering, _moving, _finishing, _staffing, _agreeing, _joining, _facts, _keeping):
        changed |= part(state, event, time)
    return changed


def _answering(state: RequestState, event: e.RequestEvent, time: datetime) -> Changes:
    first = {"first_answer_at": state.first_answer_at or time}
    match event:
        case (
            e.InitialResponseGiven(holder_id=holder, next_update_on=day)
            | e.ProgressPosted(holder_id=holder, next_update_on=day)
        ):
            answered = replace(state.escalation, answered=True) if state.escalation else None
            return {**first, "next_step": NextStep(holder, day), "escalation": answered}
        case e.WorkScheduled(work_on=day):
            return {**first, "next_step": None, "work_on": day, "escalation": None}
        case e.ResponseGiven(outcome=outcome, shareable=shareable):
            answer = {"responded_at": time, "outcome": outcome, "shareable": shareable, "reminded": 0}
            return {**first, **answer, **_NOTHING_PROMISED, "escalation": None}
        case e.FollowUpReminded(working_days=working_days):
            return {"reminded": working_days}
    return {}


def _moving(state: RequestState, event: e.RequestEvent, _: datetime) -> Changes:
    match event:
        case e.RequestTransferred(service_id=service, category_id=category, holder_id=holder):
            return {
                "service_id": service,
                "category_id": category,
                "former_services": (state.former_services | {state.service_id}) - {service},
                "contributors": state.contributors - {service},
                "officers": frozenset[str](),
                "proposal": None,
                "work_on": None,
                **_standing_with(state, state.escalation and replace(state.escalation, holder_id=holder)),
            }
        case e.RequestEscalated(level=level, holder_id=holder):
            highest = max(level, state.highest_level)
            return {"highest_level": highest, **_standing_with(state, Escalation(level, holder))}
        case e.RequestHandedOver(member_id=member):
            waiting = _without(state, member)
            joined = state.joined - {member}
            return {"member_id": member, "frozen": False, "joined": joined, "asked_to_join": waiting}
    return {}


def _finishing(_: RequestState, event: e.RequestEvent, time: datetime) -> Changes:
    match event:
        case e.RequestClosed():
            return {"closed_at": time}
        case e.RequestReopened():
            return {"closed_at": None}
        case e.RequestWithdrawn():
            return {"withdrawn_at": time, **_NOTHING_PROMISED, "escalation": None}
        case e.RequestMerged(into_id=into):
            return {"withdrawn_at": time, "merged_into": into, **_NOTHING_PROMISED, "escalation": None}
        case e.RequestFrozen():
            return {"frozen": True, "proposal": None}
    return {}


def _staffing(state: RequestState, event: e.RequestEvent, _: datetime) -> Changes:
    match event:
        case e.OfficerAssigned(officer_id=officer):
            return {"officers": state.officers | {officer}}
        case e.OfficerUnassigned(officer_id=officer):
            return {"officers": state.officers - {officer}}
        case e.ContributorAdded(service_id=service):
            return {"contributors": state.contributors | {service}}
        case e.ContributorRemoved(service_id=service):
            return {"contributors": state.contributors - {service}}
    return {}


def _agreeing(_: RequestState, event: e.RequestEvent, __: datetime) -> Changes:
    match event:
        case e.DeadlineProposed(side=side, due_on=day):
            return {"proposal": Proposal(Side(side), day)}
        case e.DeadlineAgreed() | e.DeadlineDeclined():
            return {"proposal": None}
        case e.UrgencyAsked():
            return {"urgency": Urgency.ASKED}
        case e.UrgencyAccepted(priority=priority):
            return {"urgency": Urgency.ACCEPTED, "priority": priority}
        case e.UrgencyRefused():
            return {"urgency": Urgency.REFUSED}
    return {}


def _joining(state: RequestState, event: e.RequestEvent, _: datetime) -> Changes:
    match event:
        case e.SharingChanged(sharing=sharing):
            return {"sharing": sharing}
        case e.JoinAsked(member_id=member, merged_id=merged):
            return {"asked_to_join": {**state.asked_to_join, member: merged}}
        case e.JoinAccepted(member_id=member):
            return {"joined": state.joined | {member}, "asked_to_join": _without(state, member)}
        case e.JoinRefused(member_id=member):
            return {"asked_to_join": _without(state, member)}
        case e.MemberLeft(member_id=member):
            return {"joined": state.joined - {member}}
    return {}


def _facts(state: RequestState, event: e.RequestEvent, _: datetime) -> Changes:
    match event:
        case e.RequestAmended(kind=kind, category_id=category, ward_id=ward):
            return {"kind": kind, "category_id": category, "ward_id": ward}
        case e.RequestsLinked(other_id=other):
            return {"links": state.links | {other}}
        case e.AttachmentAdded(attachment_id=attachment):
            return {"attachments": state.attachments | {attachment}}
        case e.MessageRetracted(retracted=sequence) if sequence in state.messages:
            gone = replace(state.messages[sequence], retracted=True)
            return {"messages": {**state.messages, sequence: gone}}
    return {}


def _keeping(state: RequestState, event: e.RequestEvent, _: datetime) -> Changes:
    match event:
        case e.ConstituentAttached():
            return {"constituent_attached": True}
        case e.AgreementWithdrawn():
            return {"constituent_attached": False}
        case e.HoldPlaced():
            return {"held": True}
        case e.HoldReleased():
            return {"held": False}
        case e.DetailsRedacted():
            gone = {known: replace(message, retracted=True) for known, message in state.messages.items()}
            return {"redacted": True, "constituent_attached": False, "messages": gone}
    return {}


_NOTHING_PROMISED: Changes = {"next_step": None, "proposal": None, "work_on": None}


def _standing_with(state: RequestState, escalation: Escalation | None) -> Changes:
    if escalation is None or escalation.holder_id is None:
        return {"escalation": escalation}
    return {"escalation": escalation, "stood_with": state.stood_with | {escalation.holder_id}}


def _without(state: RequestState, member: str) -> dict[str, str | None]:
    return {known: merged for known, merged in state.asked_to_join.items() if known != member}
