"""Telling whoever follows how the council's figures stand: when they have changed, and when a day is over."""

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.event_store import NewEvent, append, last_sequence
from services.chassis.identifiers import new_id
from services.chassis.incoming import Origin
from services.contracts.names import REPORTING
from services.contracts.reporting_events import METRICS_STREAM, METRICS_UPDATED
from services.contracts.reporting_vocabulary import DEFINITIONS
from services.reporting.domain.local_days import as_date
from services.reporting.repository import counts, sums
from services.reporting.repository import papers as stored
from services.reporting.use_cases import gauges
from services.reporting.use_cases.periods import Asked
from services.reporting.use_cases.update_paper import made_paper

NOT_AGAIN_BEFORE = timedelta(seconds=10)
A_DAY = timedelta(days=1)


def publish_metrics(session: Session, now: datetime) -> None:
    """Today's figures and yesterday's final ones, if they are not as they were published last."""
    first_on = as_date(counts.first_day(session))
    if first_on is None:
        return
    today = council_date(now)
    # While the past is still being told, every look at it costs seconds: wait until it is summed up.
    if not sums.reach(session, (today - A_DAY).toordinal()):
        return
    for day in (today - A_DAY, today):
        if day >= first_on:
            _publish_day(session, Asked(None, day, first_on), day < today, now)


def _publish_day(session: Session, period: Asked, final: bool, now: datetime) -> None:
    paper = made_paper(session, period)["paper"]
    if not final:
        gauges.show(paper, stored.compared(session, None))
    data = _data(paper, period.last, final)
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    last = stored.last_published(session, period.last)
    if last is not None and (last.digest == digest or now < last.published_at + NOT_AGAIN_BEFORE):
        return
    stored.note_published(session, period.last, now, final, digest)
    sequence = last_sequence(session, METRICS_STREAM)
    origin = Origin(REPORTING, REPORTING, new_id(), now)
    append(session, METRICS_STREAM, sequence, [NewEvent(METRICS_UPDATED, data)], origin)


def _data(paper: dict[str, Any], as_at: date, final: bool) -> dict[str, Any]:
    return {
        "as_at": as_at.isoformat(),
        "final": final,
        "definitions": DEFINITIONS,
        **{name: paper[name] for name in ("columns", "feedback", "channels", "flows")},
        "holds": all(check["holds"] for check in paper["checks"]),
    }
