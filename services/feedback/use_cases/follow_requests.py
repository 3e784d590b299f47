"""Keeping the copy of requests, with their closings and responses; and forgetting words."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.inbox import advance_streams
from services.contracts import requests_events
from services.contracts.events import Received
from services.contracts.imported_cases import expand, sequence_reached
from services.contracts.names import REQUESTS
from services.feedback.domain.surveys import Closing
from services.feedback.repository import checks, requests_copy, surveys
from services.feedback.repository.checks import Response

Handler = Callable[[Session, Sequence[Received]], None]

KEPT = ("reference", "member_id", "service_id")


def raised(session: Session, received: Sequence[Received]) -> None:
    """New requests."""
    requests_copy.add_requests(session, [_request(event.stream, event.data) for event in received])


def transferred(session: Session, received: Sequence[Received]) -> None:
    """Another service has them."""
    for event in received:
        requests_copy.change_request(session, event.stream, service_id=event.data["service_id"])


def handed_over(session: Session, received: Sequence[Received]) -> None:
    """A successor has them."""
    for event in received:
        requests_copy.change_request(session, event.stream, member_id=event.data["member_id"])


def closed(session: Session, received: Sequence[Received]) -> None:
    """Members, or the desk for them, closed requests."""
    known = requests_copy.requests_by_id(session, (event.stream for event in received))
    requests_copy.add_closings(
        session,
        [
            Closing(event.stream, event.sequence, row.member_id, row.service_id, event.time)
            for event in received
            if (row := known.get(event.stream))
        ],
    )


def answered(session: Session, received: Sequence[Received]) -> None:
    """Services answered requests in full."""
    known = requests_copy.requests_by_id(session, (event.stream for event in received))
    checks.add_responses(
        session,
        [
            Response(event.stream, event.sequence, row.service_id, event.time)
            for event in received
            if (row := known.get(event.stream))
        ],
    )


def redacted(session: Session, received: Sequence[Received]) -> None:
    """The words of requests went: what was written about their closings by then goes too."""
    for event in received:
        surveys.forget_words(session, event.stream, event.recorded_time)
        checks.forget_notes(session, event.stream, event.recorded_time)


def cases_imported(session: Session, received: Sequence[Received]) -> None:
    """Cases of a casebook came, whole; each one's stream has been followed to its end."""
    for chunk in received:
        cases = chunk.data["cases"]
        requests_copy.add_requests(session, [_request(case["request_id"], case) for case in cases])
        requests_copy.add_closings(session, [closing for case in cases for closing in _closings(case)])
        checks.add_responses(session, [response for case in cases for response in _responses(case)])
        advance_streams(session, REQUESTS, {case["request_id"]: sequence_reached(case) for case in cases})


def _request(request_id: str, facts: dict[str, Any]) -> dict[str, Any]:
    return {"request_id": request_id, **{name: facts[name] for name in KEPT}}


def _closings(case: dict[str, Any]) -> list[Closing]:
    return [
        Closing(case["request_id"], event.sequence, case["member_id"], case["service_id"], event.time)
        for event in expand(case)
        if event.type == requests_events.REQUEST_CLOSED.name
    ]


def _responses(case: dict[str, Any]) -> list[Response]:
    return [
        Response(case["request_id"], event.sequence, case["service_id"], event.time)
        for event in expand(case)
        if event.type == requests_events.RESPONSE_GIVEN.name
    ]


HANDLERS: dict[str, Handler] = {
    requests_events.REQUEST_RAISED.name: raised,
    requests_events.REQUEST_TRANSFERRED.name: transferred,
    requests_events.REQUEST_HANDED_OVER.name: handed_over,
    requests_events.REQUEST_CLOSED.name: closed,
    requests_events.RESPONSE_GIVEN.name: answered,
    requests_events.DETAILS_REDACTED.name: redacted,
    requests_events.CASES_IMPORTED.name: cases_imported,
}
