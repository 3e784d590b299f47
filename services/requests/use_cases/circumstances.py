"""The circumstances in which commands are decided: the day, the council, and what the clocks say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.contracts.vocabulary import MEMBER
from services.requests.domain.acting import Context
from services.requests.domain.request_state import RequestState
from services.requests.repository import council
from services.requests.repository.holdings import holdings_of
from services.requests.repository.service_levels import dates_of, working_days


def circumstances(session: Session, now: datetime) -> Context:
    """Now and here. Whatever needs a query is asked only when a rule asks for it."""
    today = council_date(now)
    return Context(
        now=now,
        today=today,
        is_working_day=_calendar(session),
        works_for_lead=lambda person_id: False,
        service_is_open=lambda service_id: council.service_is_open(session, service_id, today),
        category_of_service=lambda category_id, service_id: (
            council.route_of(session, category_id, today).service_id == service_id
        ),
        ward_is_open=lambda ward_id: council.ward_is_open(session, ward_id, today),
        is_member_in_office=lambda person_id: MEMBER in holdings_of(session, person_id, today).roles,
        holder=lambda level, service_id: council.holder_of(session, level, service_id, today),
    )


def circumstances_of(session: Session, now: datetime, state: RequestState) -> tuple[Context, dict[str, str]]:
    """The same for one request, and the officers of its lead service, names by id. Two queries."""
    context = circumstances(session, now)
    officers = council.officers_of(session, state.service_id, context.today)
    dates = dates_of(session, state.id, context.today)
    return (
        replace(
            context,
            works_for_lead=officers.__contains__,
            current_due=dates.current_due,
            escalation_late=dates.escalation_late,
        ),
        officers,
    )


def _calendar(session: Session) -> Callable[[date], bool]:
    """The calendar is read when the first day is asked about, once."""
    days = cache(lambda: working_days(session))
    return lambda day: days()(day)
