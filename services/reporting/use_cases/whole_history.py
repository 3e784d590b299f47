"""A whole history at once, for a rebuild: facts are gathered first, then each request is counted once.

Counting event by event folds a request with each of its events, and takes away what it counted before.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.contracts.events import Received
from services.contracts.requests_events import CASES_IMPORTED, COUNTS_PUBLISHED
from services.reporting.domain.counting import Counts, add_counts, counted
from services.reporting.domain.history import History
from services.reporting.domain.local_days import day_of
from services.reporting.repository import behind, counts, histories, sums
from services.reporting.use_cases import compare, count
from services.reporting.use_cases.count import Handler

REQUESTS_AT_ONCE = 200
DAYS_AT_ONCE = 20

COUNTING, ADDING_UP, COMPARING = "counting", "adding up", "comparing"
Place = tuple[str, str]  # a step, and behind which request to go on


def gather(session: Session, received: Sequence[Received]) -> None:
    """Keep the facts of requests, to be counted when all of them are there."""
    found, recorded = count.facts_of(session, received)
    known = histories.load(session, found)
    for request_id, facts in found.items():
        known.setdefault(request_id, History()).add(facts)
    histories.store(session, known)
    counts.note_change(session, None, day_of(recorded), recorded)


def gather_cases(session: Session, received: Sequence[Received]) -> None:
    """Cases come with their past: what requests had counted of it before cannot be compared any more."""
    gather(session, received)
    compare.forget_waiting(session)


def conclude(session: Session, place: Place | None, now: datetime) -> Place | None:
    """The next step: count some requests, add some days up, compare some; None when all of it is done."""
    step, after = place or (COUNTING, "")
    if step == COUNTING:
        last = _count_more(session, after)
        return (ADDING_UP, "") if last is None else (COUNTING, last)
    if step == ADDING_UP:
        yesterday = council_date(now).toordinal() - 1
        more = sums.store_more(session, yesterday, DAYS_AT_ONCE)
        return (ADDING_UP if more else COMPARING, "")
    return (COMPARING, "") if compare.compare_waiting(session, DAYS_AT_ONCE) else None


def _count_more(session: Session, after: str) -> str | None:
    """The last request that was counted; None when there is none behind `after`."""
    known = histories.page(session, after, REQUESTS_AT_ONCE)
    if not known:
        return None
    total: Counts = {}
    requests = {}
    for request_id, history in known.items():
        request = counted(history)
        if request is not None:
            requests[request_id] = request
            add_counts(total, None, request)
    behind.replace(session, requests, requests)
    recorded = counts.applied_at(session)
    assert recorded is not None  # noted with what was gathered
    count.add_counted(session, total, recorded)
    return list(known)[-1]  # in the order of the database, which may be another than ours


GATHERING: dict[str, Handler] = {
    **dict.fromkeys(count.HANDLERS, gather),
    CASES_IMPORTED.name: gather_cases,
    COUNTS_PUBLISHED.name: compare.gather_counts,
}
