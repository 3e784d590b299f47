"""What was said about one request, as its reader may know it."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.actor import Actor
from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import INFORMATION_GOVERNANCE, MEMBER, MEMBER_SERVICES
from services.feedback.domain.surveys import Closing, obstacle
from services.feedback.repository import checks, requests_copy, surveys
from services.feedback.repository.directory_copy import names_of, service_names, services_of

Row = sa.Row[Any]


def request_feedback(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Every closing that the reader may know of, the latest first."""
    request_id, now = incoming.body["request_id"], incoming.now
    reader = _Reader(session, incoming.actor, council_date(now))
    request = requests_copy.requests_by_id(session, [request_id]).get(request_id)
    found = requests_copy.closings_of(session, request_id)
    shown = [closing for closing in found if request and reader.may_see(closing, request)]
    if request is None:
        return {"surveys": [], "responses": []}
    answers = surveys.surveys_of(session, request_id)
    replies = _replies(session, request_id)
    return {
        "surveys": [
            {
                "closing": closing.closing,
                "closed_at": closing.closed_at.isoformat(),
                "last_day": closing.last_day.isoformat(),
                "may_answer": reader.is_member(closing) and obstacle(closing, reader.actor.id, now) is None,
                "may_reply": closing.closing in answers and reader.may_reply(closing, request),
                "answer": _answer(answers.get(closing.closing)),
                "replies": replies.get(closing.closing, []),
            }
            for closing in shown
        ],
        "responses": _responses(session, request, reader),
    }


class _Reader:
    """Somebody who looks at a request, and what they are to it."""

    def __init__(self, session: Session, actor: Actor, today: date) -> None:
        self.actor = actor
        self._services = services_of(session, actor.id, today)

    def is_member(self, closing: Closing) -> bool:
        """Whether the request was theirs when it was closed."""
        return MEMBER in self.actor.roles and closing.member_id == self.actor.id

    def may_reply(self, closing: Closing, request: Row) -> bool:
        """The service that had it then or has it now, its director, and the desk."""
        theirs = {closing.service_id, request.service_id, None}
        return MEMBER_SERVICES in self.actor.roles or bool(self._services & theirs)

    def may_check(self, service_id: str) -> bool:
        """The service's own people judge what it answered."""
        return service_id in self._services

    def may_see_check(self, service_id: str, request: Row) -> bool:
        """The council's side: the service that answered or has it now, its director, desk and governance."""
        knows_all = self.actor.roles & {MEMBER_SERVICES, INFORMATION_GOVERNANCE}
        return bool(knows_all or self._services & {service_id, request.service_id, None})

    def may_see(self, closing: Closing, request: Row) -> bool:
        """Its member, whoever may reply, and information governance."""
        governs = INFORMATION_GOVERNANCE in self.actor.roles
        return governs or self.is_member(closing) or self.may_reply(closing, request)


def _answer(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "version": row.version,
        "speed": row.speed,
        "quality": row.quality,
        "comment": row.comment or "",
        "may_quote": row.may_quote,
        "answered_at": row.answered_at.isoformat(),
    }


def _responses(session: Session, request: Row, reader: _Reader) -> list[dict[str, Any]]:
    rows = checks.responses_of(session, request.request_id)
    seen = [row for row in rows if reader.may_see_check(row.service_id, request)]
    names = names_of(session, (row.person_id for row in seen if row.person_id))
    services = service_names(session) if seen else {}
    return [
        {
            "response": row.response,
            "given_at": row.given_at.isoformat(),
            "service": services.get(row.service_id, ""),
            "may_check": reader.may_check(row.service_id),
            "check": {
                "score": row.score,
                "note": row.note,
                "by": names.get(row.person_id, ""),
                "checked_at": row.checked_at.isoformat(),
            }
            if row.score
            else None,
        }
        for row in seen
    ]


def _replies(session: Session, request_id: str) -> dict[int, list[dict[str, Any]]]:
    rows = surveys.replies_of(session, request_id)
    names = names_of(session, (row.person_id for row in rows))
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.closing, []).append(
            {
                "reply": row.reply,
                "message": row.message or "",
                "by": names.get(row.person_id, ""),
                "role": row.role,
                "time": row.time.isoformat(),
            }
        )
    return found
