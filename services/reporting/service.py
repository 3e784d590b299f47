"""The calls that reporting answers, and what it follows. Each goes to one use case."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.chassis import Chassis
from services.chassis.incoming import Answer, Incoming
from services.chassis.rpc import answers
from services.chassis.subscription import Subscription
from services.chassis.ticker import Tick
from services.contracts import reporting_calls as calls
from services.contracts.names import FOLLOWS, REPORTING
from services.reporting import tables
from services.reporting.use_cases import (
    add_up,
    compare,
    count,
    follow_directory,
    papers,
    publish_metrics,
    requests_behind,
    show_figures,
    update_paper,
    usual_time,
    whole_history,
)

Result = Answer | dict[str, Any]

ADD_UP_SECONDS = 1.0
PUBLISH_SECONDS = 5.0

SUBSCRIPTION = Subscription(
    sources=frozenset(FOLLOWS[REPORTING]),
    handlers={**follow_directory.HANDLERS, **count.HANDLERS, **compare.HANDLERS},
    copy_tables=tables.COPIES,
    gathering=whole_history.GATHERING,
    conclude=whole_history.conclude,
)


class ReportingService:
    """Figures as at any day."""

    name = REPORTING
    chassis = Chassis(
        metadata=tables.metadata,
        current_roles=follow_directory.current_roles,
        subscription=SUBSCRIPTION,
        seconds=[
            Tick(ADD_UP_SECONDS, add_up.add_up),
            Tick(PUBLISH_SECONDS, publish_metrics.publish_metrics),
        ],
    )

    @answers(calls.UPDATE_PAPER)
    def update_paper(self, session: Session, incoming: Incoming) -> Result:
        """The update paper's figures."""
        return update_paper.update_paper(session, incoming)

    @answers(calls.FIGURES)
    def figures(self, session: Session, incoming: Incoming) -> Result:
        """Figures of any part and period."""
        return show_figures.figures(session, incoming)

    @answers(calls.REQUESTS_BEHIND)
    def requests_behind(self, session: Session, incoming: Incoming) -> Result:
        """The requests behind a figure."""
        return requests_behind.requests_behind(session, incoming)

    @answers(calls.USUAL_TIME)
    def usual_time(self, session: Session, incoming: Incoming) -> Result:
        """How long answers in a category have usually taken."""
        return usual_time.usual_time(session, incoming)

    @answers(calls.COMPARE_FIGURES)
    def compare_figures(self, session: Session, incoming: Incoming) -> Result:
        """Where requests counted another number."""
        return compare.compare_figures(session, incoming)

    @answers(calls.ISSUE_PAPER)
    def issue_paper(self, session: Session, incoming: Incoming) -> Result:
        """Freeze a paper."""
        return papers.issue_paper(session, incoming)

    @answers(calls.PAPERS)
    def papers(self, session: Session, incoming: Incoming) -> Result:
        """The papers that were issued."""
        return papers.papers(session, incoming)

    @answers(calls.PAPER)
    def paper(self, session: Session, incoming: Incoming) -> Result:
        """One of them."""
        return papers.paper(session, incoming)
