"""What is arranged around a request, as its page shows it to those who read its conversation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from services.requests.domain.reading import PARTIES, Reading
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Standing
from services.requests.repository import council
from services.requests.repository.attachments import attachments_of
from services.requests.repository.date_news import news_of
from services.requests.repository.service_levels import clocks_of, next_dates
from services.requests.use_cases.standing import View
from services.requests.use_cases.timeline import Entry, Read
from services.requests.use_cases.wire import on_the_wire

_MAY_ACCEPT = {Standing.OWNER, Standing.DESK, Standing.GOVERNANCE}


@dataclass(frozen=True)
class Shown:
    """A request as one person reads it: names and references of other requests by id."""

    view: View
    read: Read
    entries: list[Entry]
    names: Mapping[str, str]
    known: Mapping[str, str]

    @property
    def state(self) -> RequestState:
        """The request."""
        return self.view.loaded.state

    def latest(self, *types: str) -> Entry | None:
        """The latest entry of these types."""
        return next((entry for entry in reversed(self.entries) if entry["type"] in types), None)


def arrangements(session: Session, shown: Shown) -> dict[str, Any]:
    """Who works on it and has joined, what is promised and proposed, files, links: for `request`."""
    state = shown.state
    assigned = sorted(_people(state.officers, "person_id", shown), key=lambda officer: officer["name"])
    contributors = [
        {"service_id": service_id, "name": shown.names.get(service_id, "")}
        for service_id in state.contributors
    ]
    due_on = shown.view.context.current_due
    return {
        "assigned": assigned,
        "officers": [officer["name"] for officer in assigned],
        "joined": _people(state.joined, "member_id", shown),
        "contributors": sorted(contributors, key=lambda service: service["name"]),
        "proposal": _proposal(shown),
        "escalation": _escalation(shown),
        "attachments": _attachments(session, shown),
        "links": [_other(shown, other) for other in sorted(state.links) if other in shown.known],
        "merged_into": _other(shown, state.merged_into) if state.merged_into in shown.known else None,
        "frozen": state.frozen,
        "due_on": due_on.isoformat() if due_on else None,
        "clocks": [on_the_wire(clock) for clock in clocks_of(session, state.id)],
        "due": next_dates(session, [state.id]).get(state.id),
        **_date_news(session, state.id),
        **_next_step(shown),
        **_answer(session, shown),
        **_for_some(shown),
    }


def _date_news(session: Session, request_id: str) -> dict[str, Any]:
    """What became of its dates, and how much of that no event of the request explains."""
    news = news_of(session, request_id)
    told = sum(entry["request_sequence"] is None for entry in news)
    return {"date_news": [on_the_wire(entry) for entry in news], "dates_told": told}


def _people(ids: Iterable[str], key: str, shown: Shown) -> list[dict[str, str]]:
    return [{key: person_id, "name": shown.names.get(person_id, "")} for person_id in sorted(ids)]


def _for_some(shown: Shown) -> dict[str, Any]:
    """What not everybody is told who reads the conversation."""
    found: dict[str, Any] = {}
    if shown.view.standings & PARTIES:
        found["held"] = shown.state.held
    if shown.view.standings & _MAY_ACCEPT:
        found["asked_to_join"] = _people(shown.state.asked_to_join, "member_id", shown)
    return found


def _next_step(shown: Shown) -> dict[str, Any]:
    """Who has it and what comes next, as the latest answer promised; nothing once that is over."""
    promise = shown.latest("initial_response_given", "progress_posted")
    if shown.state.next_step is None or promise is None:
        return {"holder": None, "next_step": None}
    return {"holder": promise["data"].get("holder"), "next_step": promise["texts"].get("next_step")}


def _proposal(shown: Shown) -> dict[str, Any] | None:
    proposal, told = shown.state.proposal, shown.latest("deadline_proposed")
    if proposal is None:
        return None
    reason = told["texts"].get("reason") if told else None
    return {"side": proposal.side.value, "due_on": proposal.due_on.isoformat(), "reason": reason}


def _escalation(shown: Shown) -> dict[str, Any] | None:
    escalation = shown.state.escalation
    if escalation is None:
        return None
    holder = shown.names.get(escalation.holder_id) if escalation.holder_id else None
    return {"level": escalation.level, "holder_id": escalation.holder_id, "holder": holder}


def _answer(session: Session, shown: Shown) -> dict[str, Any]:
    """What the latest full answer says beside its message."""
    response = shown.latest("response_given")
    if response is None:
        return {"shareable": None, "outside_body": None}
    words, body_id = response["texts"].get("outside_body"), response["data"].get("outside_body_id")
    body = council.outside_body(session, body_id) if body_id else None
    if body is None and words:
        body = {"name": words, "contact": None}
    return {"shareable": response["texts"].get("shareable"), "outside_body": body}


def _attachments(session: Session, shown: Shown) -> list[dict[str, Any]]:
    if not shown.state.attachments:
        return []
    readable = {event.sequence for event, much in shown.read if much is Reading.WORDS}
    files = attachments_of(session, shown.state.id)
    return [on_the_wire(file) for file in files if file["sequence"] in readable]


def _other(shown: Shown, request_id: str | None) -> dict[str, Any]:
    return {"request_id": request_id, "reference": shown.known[request_id or ""]}
