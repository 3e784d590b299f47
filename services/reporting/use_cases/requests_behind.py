"""The requests behind a figure, for whom may see it."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.contracts.reporting_vocabulary import BY_USE, GOOD
from services.reporting.domain.local_days import as_date
from services.reporting.repository import behind, directory_copy
from services.reporting.repository.behind import Wanted
from services.reporting.tables import categories, people, wards
from services.reporting.use_cases import refusing
from services.reporting.use_cases.periods import Asked, asked
from services.reporting.use_cases.rights import OPEN_ALL, part_asked_for
from services.reporting.use_cases.update_paper import members_made


def requests_behind(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A page of them, as they stood on the last day."""
    body = incoming.body
    period = asked(session, incoming, "first", "last")
    part = part_asked_for(session, incoming, period.last, OPEN_ALL)
    if body["figure"] in GOOD and part.is_below_column_level:
        raise refusing.would_tell_who()
    wanted = Wanted(
        body["figure"],
        period.first,
        period.last.toordinal(),
        part.services,
        part.dimension,
        part.key,
        _members(session, incoming, period),
    )
    rows = behind.page(session, wanted, _cursor(body["cursor"]), body["limit"] + 1)
    shown, more = rows[: body["limit"]], len(rows) > body["limit"]
    last = shown[-1] if shown else None
    names = _Names(session)
    return {
        "requests": [_shown(row, names) for row in shown],
        "next": f"{last.made_on}.{last.number}.{last.request_id}" if last is not None and more else None,
        "total": behind.how_many(session, wanted),
    }


def _members(session: Session, incoming: Incoming, period: Asked) -> frozenset[str] | None:
    """By whom, where the figure is of a band of members; it tells who is in it."""
    band = BY_USE.get(incoming.body["figure"])
    if band is None:
        return None
    if not incoming.actor.roles & OPEN_ALL:
        raise refusing.not_yours()
    return members_made(session, period).members_of(band)


class _Names:
    """Names by id; read once for a page."""

    def __init__(self, session: Session) -> None:
        self.services = {key: one.name for key, one in directory_copy.council_services(session).items()}
        self.categories = directory_copy.names_in(session, categories)
        self.wards = directory_copy.names_in(session, wards)
        self.people = directory_copy.names_in(session, people)


def _cursor(text: str | None) -> tuple[int, int, str] | None:
    if text is None:
        return None
    made_on, _, rest = text.partition(".")
    number, _, request_id = rest.partition(".")
    if not (made_on.isdigit() and number.isdigit() and request_id):
        raise refusing.invalid("This page cannot be found. Begin with the first.", "cursor")
    return int(made_on), int(number), request_id


def _shown(row: Any, names: _Names) -> dict[str, Any]:
    made_on, counted_on = as_date(row.made_on), as_date(row.counted_on)
    return {
        "request_id": row.request_id,
        "reference": row.reference,
        "state": row.state,
        "service": names.services.get(row.service_id, row.service_id),
        "category": names.categories.get(row.category_id, row.category_id),
        "ward": names.wards.get(row.ward_id, row.ward_id),
        "member": names.people.get(row.member_id, row.member_id),
        "made_on": made_on.isoformat() if made_on else None,
        "counted_on": counted_on.isoformat() if counted_on else None,
        "taken": row.taken,
    }
