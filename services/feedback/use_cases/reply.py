"""Replying to what a member said about a closing: the service's officers, or the desk."""

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.incoming import Answer, Incoming
from services.contracts.feedback_events import SURVEY_REPLIED, survey_stream
from services.contracts.feedback_vocabulary import REPLY_LIMIT
from services.feedback.repository import requests_copy, surveys
from services.feedback.repository.surveys import Reply
from services.feedback.use_cases.refusing import not_found, not_now
from services.feedback.use_cases.standing import may_reply
from services.feedback.use_cases.words import taken

NOT_ANSWERED = "The member has not answered the survey, so there is nothing to reply to."


def reply_to_survey(session: Session, incoming: Incoming) -> Answer:
    """Keep the reply; the member sees it on the request."""
    body, actor = incoming.body, incoming.actor
    closing = requests_copy.closing_of(session, body["request_id"], body["closing"])
    if closing is None:
        raise not_found()
    request = requests_copy.requests_by_id(session, [closing.request_id])[closing.request_id]
    theirs = {closing.service_id, request.service_id}
    if not may_reply(session, actor, theirs, council_date(incoming.now)):
        raise not_found()
    message = taken("message", "The reply", body["message"], REPLY_LIMIT)
    if not surveys.version_of(session, closing):
        raise not_now(NOT_ANSWERED)
    stream = survey_stream(closing.request_id, closing.closing)
    sequence = last_sequence(session, stream)
    number = surveys.next_reply(session, closing)
    data = {"request_id": closing.request_id, "closing": closing.closing, "reply": number}
    reached = append(session, stream, sequence, [NewEvent(SURVEY_REPLIED, data)], incoming.origin)
    surveys.add_reply(session, Reply(closing, number, actor.id, actor.role, incoming.now), message)
    return Answer({"reply": number}, stream, reached)
