"""How long answers in full have usually taken, for whoever is about to ask."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.reporting_vocabulary import FEWEST_ANSWERS
from services.reporting.domain.items import measure_of
from services.reporting.domain.taken import taken
from services.reporting.repository.series import Series

ANSWER = "full_response"
A_YEAR = timedelta(days=365)


def usual_time(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Of the answers of the last year; of too few nothing is told but how many they are."""
    last = council_date(incoming.now)
    first = last - A_YEAR
    times: dict[int, int] = {}
    series = Series("category", incoming.body["category_id"], None, None)
    for row in series.of_days(session, first.toordinal(), last.toordinal()):
        measure, working_days = measure_of(row.item)
        if measure == ANSWER:
            times[working_days] = times.get(working_days, 0) + int(row.n)
    found = taken({value: n for value, n in times.items() if n > 0})
    is_told = found["count"] >= FEWEST_ANSWERS
    return {"count": found["count"]} | {name: found[name] if is_told else None for name in ("median", "p90")}
