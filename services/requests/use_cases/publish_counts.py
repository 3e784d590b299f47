"""Publishing requests' own counts as at a day, so that what others count can be compared with them."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming, Origin, Refused
from services.contracts import problems
from services.contracts.names import REQUESTS
from services.contracts.problems import Problem
from services.contracts.requests_count_data import COUNTS_STREAM
from services.contracts.requests_events import COUNTS_PUBLISHED
from services.requests.domain.council_days import first_moment, in_words
from services.requests.repository import own_counts

MOST_CHANGED = 20_000  # a second or two in which nobody else is answered

A_DAY = timedelta(days=1)


def publish_counts(session: Session, incoming: Incoming) -> Answer:
    """Count as at a day and publish it."""
    today = council_date(incoming.now)
    as_at = incoming.body["as_at"] or today
    if as_at > today:
        raise _refused(f"{in_words(as_at)} is still to come. Choose today or an earlier day.")
    counted = _counted(session, as_at)
    if counted is None:
        message = f"Too much has happened since {in_words(as_at)} to count it in one go. Choose a later day."
        raise _refused(message)
    reached = _publish(session, as_at, counted, incoming.origin)
    answer = {"as_at": as_at.isoformat(), "requests": sum(one["count"] for one in counted)}
    return Answer(answer, COUNTS_STREAM, reached)


def publish_yesterday(session: Session, now: datetime) -> None:
    """Once each day, when it has begun: the counts of the day before."""
    today = council_date(now)
    yesterday = today - A_DAY
    if not own_counts.were_published(session, yesterday, first_moment(today)):
        counted = _counted(session, yesterday)
        if counted:
            _publish(session, yesterday, counted, Origin(REQUESTS, REQUESTS, new_id(), now))


def _counted(session: Session, as_at: date) -> list[own_counts.Count] | None:
    """None when too many requests have changed since."""
    end = first_moment(as_at + A_DAY)
    changed = own_counts.changed_since(session, end, MOST_CHANGED + 1)
    if len(changed) > MOST_CHANGED:
        return None
    total = own_counts.unchanged_since(session, end) + own_counts.stood_at(session, changed, end)
    return [
        {"service_id": service_id, "state": state, "count": count}
        for (service_id, state), count in sorted(total.items())
    ]


def _publish(session: Session, as_at: date, counted: list[own_counts.Count], origin: Origin) -> int:
    event = NewEvent(COUNTS_PUBLISHED, {"as_at": as_at.isoformat(), "counts": counted})
    return append(session, COUNTS_STREAM, last_sequence(session, COUNTS_STREAM), [event], origin)


def _refused(message: str) -> Refused:
    return Refused(Problem(problems.INVALID, message, {"as_at": [message]}))
