"""Who may know a request's dates: by the events that were heard of it and the copy of the directory."""

from datetime import date

from sqlalchemy.orm import Session

from services.chassis.actor import Actor
from services.contracts.vocabulary import DIRECTOR, INFORMATION_GOVERNANCE, MEMBER, MEMBER_SERVICES
from services.sla.repository.directory_copy import services_of
from services.sla.repository.histories import History

MAY_KNOW_ALL = frozenset({MEMBER_SERVICES, INFORMATION_GOVERNANCE})


def may_know(session: Session, actor: Actor, history: History, today: date) -> bool:
    """Its member and who joined, its services now, a director it stood with, the desk and governance."""
    if actor.roles & MAY_KNOW_ALL:
        return True
    members, services, holders = _parties(history)
    if MEMBER in actor.roles and actor.id in members:
        return True
    if DIRECTOR in actor.roles and actor.id in holders:
        return True
    return bool(services_of(session, actor.id, today) & services)


def _parties(history: History) -> tuple[set[str], set[str], set[str]]:
    """(members, services, holders of an escalation): the owner and the lead service are the latest."""
    owner = lead = ""
    joined: set[str] = set()
    contributing: set[str] = set()
    holders: set[str] = set()
    for _, facts in sorted(history.facts.items()):
        service, member = facts.get("service_id", ""), facts.get("member_id", "")
        match facts["type"]:
            case "request_raised" | "request_handed_over" | "request_transferred":
                owner, lead = member or owner, service or lead
            case "join_accepted":
                joined.add(member)
            case "member_left":
                joined.discard(member)
            case "contributor_added":
                contributing.add(service)
            case "contributor_removed":
                contributing.discard(service)
            case "request_escalated":
                holders.add(facts.get("holder_id", ""))
    return {owner, *joined}, {lead, *contributing}, holders
