"""Answering the survey about a closing, and changing the answer; before feedback heard of it, too."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.incoming import Answer, Incoming, Origin
from services.contracts.feedback_events import SURVEY_ANSWERED, survey_stream
from services.contracts.feedback_vocabulary import COMMENT_LIMIT
from services.contracts.vocabulary import MEMBER
from services.feedback.domain.surveys import Closing, Obstacle, SurveyAnswer, obstacle
from services.feedback.repository import requests_copy, surveys
from services.feedback.repository.surveys import Answered
from services.feedback.use_cases.refusing import invalid, not_found, not_now
from services.feedback.use_cases.words import taken

MOST_HELD = 50  # for one person: far more than anybody closes while feedback catches up
HELD_FOR = timedelta(days=60)
AT_ONCE = 100

NOTHING_SAID = "Answer at least one of the questions, or leave the survey out: nobody has to answer it."
TOO_LATE = (
    "The survey could be answered until {day}. To say more about it, write on the request, "
    "or raise a new one that is linked to it."
)
HELD_TOO_MANY = "Some of your earlier answers are still being taken in. Try again in a few minutes."


def answer_survey(session: Session, incoming: Incoming) -> Answer:
    """Record the answer, or hold it until the closing is heard of."""
    body, actor = incoming.body, incoming.actor
    answer = checked_answer(body)
    place = (body["request_id"], body["closing"])
    closing = requests_copy.closing_of(session, *place)
    if closing is None:
        return _held(session, incoming, place, answer)
    # The clock of whoever closed it may be a little ahead of ours.
    refuse_obstacle(obstacle(closing, actor.id, max(incoming.now, closing.closed_at)), closing)
    version, reached = record(session, closing, answer, incoming.now, incoming.origin)
    stream = survey_stream(*place)
    return Answer({"held": False, "version": version}, stream, reached)


def checked_answer(body: dict[str, object]) -> SurveyAnswer:
    """The answer in a body. Raises Refused when it says nothing, or its comment cannot be taken."""
    comment = taken("comment", "The comment", str(body["comment"]), COMMENT_LIMIT, required=False)
    speed, quality = body["speed"], body["quality"]
    answer = SurveyAnswer(
        str(speed) if speed else None, str(quality) if quality else None, comment, bool(body["may_quote"])
    )
    if answer.is_empty:
        raise invalid(NOTHING_SAID, {})
    return answer


def refuse_obstacle(found: Obstacle | None, closing: Closing) -> None:
    """Raises Refused when there is an obstacle."""
    if found is Obstacle.NOT_THEIRS:
        raise not_found()
    if found is Obstacle.TOO_LATE:
        raise not_now(TOO_LATE.format(day=f"{closing.last_day:%-d %B %Y}"))


def record(
    session: Session, closing: Closing, answer: SurveyAnswer, at: datetime, origin: Origin
) -> tuple[int, int]:
    """Publish and keep an answer, given at that instant; (its version, where its stream stands)."""
    stream = survey_stream(closing.request_id, closing.closing)
    sequence = last_sequence(session, stream)
    answered = Answered(closing, answer, surveys.version_of(session, closing) + 1, at)
    reached = append(session, stream, sequence, [event_of(answered)], origin)
    surveys.store(session, [answered])
    return answered.version, reached


def event_of(answered: Answered) -> NewEvent:
    """`survey_answered`, at the time at which it was."""
    closing, answer = answered.closing, answered.answer
    data = {
        "request_id": closing.request_id,
        "closing": closing.closing,
        "member_id": closing.member_id,
        "service_id": closing.service_id,
        "version": answered.version,
        "speed": answer.speed,
        "quality": answer.quality,
        "commented": bool(answer.comment),
        "quotable": answer.is_quotable,
    }
    return NewEvent(SURVEY_ANSWERED, data, answered.answered_at)


def _held(session: Session, incoming: Incoming, place: tuple[str, int], answer: SurveyAnswer) -> Answer:
    """The member closed it a moment ago, or it is a stranger's: that shows when the closing is heard of."""
    person_id = incoming.actor.id
    known = requests_copy.requests_by_id(session, [place[0]]).get(place[0])
    if known is not None and known.member_id != person_id:
        raise not_found()
    if surveys.count_held(session, person_id) >= MOST_HELD:
        raise not_now(HELD_TOO_MANY)
    surveys.hold(session, place, person_id, answer, incoming.now, incoming.correlation_id)
    return Answer({"held": True, "version": None})


def settle_held(session: Session, now: datetime) -> bool:
    """Take in the held answers whose closing has been heard of; a stranger's is dropped without a word."""
    surveys.forget_held(session, now - HELD_FOR)
    found = surveys.ready(session, AT_ONCE)
    for held in found:
        closing = held.closing
        if obstacle(closing, held.person_id, max(held.answered_at, closing.closed_at)) is None:
            origin = Origin(held.person_id, MEMBER, held.correlation_id, now)
            record(session, closing, held.answer, held.answered_at, origin)
        surveys.release(session, held)
    return len(found) == AT_ONCE
