"""Bringing answers of the past in, with their own times: published as imported, so that nobody is told."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.event_store import append_to_many
from services.chassis.incoming import Incoming, Refused
from services.contracts.feedback_events import survey_stream
from services.feedback.domain.surveys import Closing, Obstacle, obstacle
from services.feedback.repository import requests_copy, surveys
from services.feedback.repository.surveys import Answered
from services.feedback.use_cases.answer_survey import checked_answer, event_of

NOT_HEARD = "This closing has not been heard of. Wait until the service has followed the request, then again."
TWICE = "There are two answers about this closing. Give the last one only."
TO_COME = "Its time is still to come."
REASONS = {
    Obstacle.TOO_EARLY: "It was not closed yet at that time.",
    Obstacle.TOO_LATE: "At that time the survey could no longer be answered.",
}


@dataclass(frozen=True)
class _Line:
    number: int
    body: dict[str, Any]

    @property
    def place(self) -> tuple[str, int]:
        return self.body["request_id"], self.body["closing"]


def import_surveys(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Bring in what is new; each line is imported, already here, or rejected with the reason."""
    lines = [_Line(number, body) for number, body in enumerate(incoming.body["surveys"], start=1)]
    places = sorted({line.place for line in lines})
    known = requests_copy.closings_among(session, places)
    there = surveys.answered_among(session, places)
    accepted: dict[tuple[str, int], Answered] = {}
    rejected = []
    already = 0
    for line in lines:
        if line.place in there:
            already += 1
            continue
        reason = TWICE if line.place in accepted else _flaw(line, known.get(line.place), incoming.now)
        if reason:
            rejected.append({"line": line.number, "reason": reason})
        else:
            answer = checked_answer(line.body)
            accepted[line.place] = Answered(known[line.place], answer, 1, line.body["time"])
    added = {survey_stream(*place): [event_of(answered)] for place, answered in accepted.items()}
    append_to_many(session, added, replace(incoming.origin, imported=True))
    surveys.store(session, accepted.values())
    return {"imported": len(accepted), "already": already, "rejected": rejected}


def _flaw(line: _Line, closing: Closing | None, now: datetime) -> str | None:
    """Why an answer cannot have been given so; None when it can."""
    time = line.body["time"]
    if closing is None:
        return NOT_HEARD
    if time > now:
        return TO_COME
    try:
        checked_answer(line.body)
    except Refused as refused:
        return " ".join([refused.problem.message, *refused.problem.fields.get("comment", [])])
    found = obstacle(closing, closing.member_id, time)
    return REASONS[found] if found else None
