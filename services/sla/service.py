"""The calls that sla answers, what it follows, and what it does by itself. Each goes to one use case."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.chassis import Chassis
from services.chassis.incoming import Answer, Incoming
from services.chassis.rpc import answers
from services.chassis.subscription import Subscription
from services.chassis.ticker import Tick
from services.contracts import sla_calls as calls
from services.contracts.names import FOLLOWS, SLA
from services.sla import tables
from services.sla.repository.clocks import how_many_wanted
from services.sla.use_cases import (
    calendar,
    explain,
    follow_directory,
    follow_requests,
    keep_up,
    preview,
    standards,
    sums,
)

Result = Answer | dict[str, Any]

KEEP_UP_SECONDS = 1.0  # what is due is told by itself; what was heard is worked out at once
FIRST_CALENDAR_SECONDS = 5.0

SUBSCRIPTION = Subscription(
    sources=frozenset(FOLLOWS[SLA]),
    handlers={**follow_directory.HANDLERS, **follow_requests.HANDLERS},
    copy_tables=tables.COPIES,
)


class SlaService:
    """Calendars, service standards, clocks."""

    name = SLA
    chassis = Chassis(
        metadata=tables.metadata,
        current_roles=follow_directory.current_roles,
        subscription=SUBSCRIPTION,
        seconds=[
            Tick(KEEP_UP_SECONDS, keep_up.keep_up, when_heard=True),
            Tick(FIRST_CALENDAR_SECONDS, calendar.publish_first_calendar),
        ],
        backlog=how_many_wanted,
    )

    @answers(calls.CALENDAR)
    def calendar(self, session: Session, incoming: Incoming) -> Result:
        """What is not worked in a span."""
        return calendar.calendar(session, incoming)

    @answers(calls.CALENDAR_VERSIONS)
    def calendar_versions(self, session: Session, incoming: Incoming) -> Result:
        """Who changed the calendar when."""
        return calendar.calendar_versions(session, incoming)

    @answers(calls.PREVIEW_CALENDAR_CHANGE)
    def preview_calendar_change(self, session: Session, incoming: Incoming) -> Result:
        """What a change would move."""
        return preview.preview_calendar_change(session, incoming)

    @answers(calls.CHANGE_CALENDAR)
    def change_calendar(self, session: Session, incoming: Incoming) -> Result:
        """A new version."""
        return calendar.change_calendar(session, incoming)

    @answers(calls.STANDARDS)
    def standards(self, session: Session, incoming: Incoming) -> Result:
        """How long clocks are."""
        return standards.standards(session, incoming)

    @answers(calls.RECORD_STANDARD)
    def record_standard(self, session: Session, incoming: Incoming) -> Result:
        """Another length from a day on."""
        return standards.record_standard(session, incoming)

    @answers(calls.CLOCKS_OF_REQUEST)
    def clocks(self, session: Session, incoming: Incoming) -> Result:
        """A request's clocks."""
        return explain.clocks(session, incoming)

    @answers(calls.EXPLAIN)
    def explain(self, session: Session, incoming: Incoming) -> Result:
        """Why a date is what it is."""
        return explain.explain(session, incoming)

    @answers(calls.WORK_OUT)
    def work_out(self, session: Session, incoming: Incoming) -> Result:
        """The sum for any dates."""
        return sums.work_out(session, incoming)
