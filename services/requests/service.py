"""The calls that requests answers, and what it follows. Each method hands over to one use case."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.chassis import Chassis
from services.chassis.clock import council_date
from services.chassis.incoming import Answer, Incoming
from services.chassis.rpc import answers
from services.chassis.subscription import Subscription
from services.contracts import requests_calls as calls
from services.contracts.names import FOLLOWS, REQUESTS
from services.requests import tables
from services.requests.domain import commands as c
from services.requests.repository.council import roles_on
from services.requests.use_cases import (
    directory_copy,
    drafts,
    home,
    import_cases,
    portfolio,
    request_page,
    worklist,
)
from services.requests.use_cases.commands import give
from services.requests.use_cases.raise_request import raise_request

Result = Answer | dict[str, Any]


def current_roles(session: Session, person_id: str) -> frozenset[str]:
    """The roles that a person holds on the day of the call, by our own copy of the directory."""
    return roles_on(session, person_id, council_date(session.info["now"]))


class RequestsService:
    """The life of a request."""

    name = REQUESTS
    chassis = Chassis(
        metadata=tables.metadata,
        current_roles=current_roles,
        subscription=Subscription(
            sources=frozenset(FOLLOWS[REQUESTS]),
            handlers=directory_copy.HANDLERS,
            copy_tables=tables.DIRECTORY_COPY,
        ),
    )

    @answers(calls.RAISE_REQUEST)
    def raise_request(self, session: Session, incoming: Incoming) -> Result:
        """Put a new request to a service."""
        return raise_request(session, incoming)

    @answers(calls.ASSIGN)
    def assign(self, session: Session, incoming: Incoming) -> Result:
        """Give it to an officer."""
        return give(session, incoming, c.Assign)

    @answers(calls.UNASSIGN)
    def unassign(self, session: Session, incoming: Incoming) -> Result:
        """Take it off an officer."""
        return give(session, incoming, c.Unassign)

    @answers(calls.ADD_MESSAGE)
    def add_message(self, session: Session, incoming: Incoming) -> Result:
        """The owner writes to the service."""
        return give(session, incoming, c.AddMessage)

    @answers(calls.ASK_CLARIFICATION)
    def ask_clarification(self, session: Session, incoming: Incoming) -> Result:
        """Ask the member something."""
        return give(session, incoming, c.AskClarification)

    @answers(calls.GIVE_CLARIFICATION)
    def give_clarification(self, session: Session, incoming: Incoming) -> Result:
        """Answer the service's question."""
        return give(session, incoming, c.GiveClarification)

    @answers(calls.DROP_CLARIFICATION)
    def drop_clarification(self, session: Session, incoming: Incoming) -> Result:
        """Take the question back."""
        return give(session, incoming, c.DropClarification)

    @answers(calls.GIVE_INITIAL_RESPONSE)
    def give_initial_response(self, session: Session, incoming: Incoming) -> Result:
        """The first answer."""
        return give(session, incoming, c.GiveInitialResponse)

    @answers(calls.POST_UPDATE)
    def post_update(self, session: Session, incoming: Incoming) -> Result:
        """A later answer, not yet in full."""
        return give(session, incoming, c.PostUpdate)

    @answers(calls.RESPOND)
    def respond(self, session: Session, incoming: Incoming) -> Result:
        """Answer in full."""
        return give(session, incoming, c.Respond)

    @answers(calls.CLOSE)
    def close(self, session: Session, incoming: Incoming) -> Result:
        """The member says that it is done."""
        return give(session, incoming, c.Close)

    @answers(calls.WITHDRAW)
    def withdraw(self, session: Session, incoming: Incoming) -> Result:
        """The member takes it back."""
        return give(session, incoming, c.Withdraw)

    @answers(calls.PORTFOLIO)
    def portfolio(self, session: Session, incoming: Incoming) -> Result:
        """A member's own requests."""
        return portfolio.portfolio(session, incoming)

    @answers(calls.WORKLIST)
    def worklist(self, session: Session, incoming: Incoming) -> Result:
        """What the actor's services have to do."""
        return worklist.worklist(session, incoming)

    @answers(calls.MEMBER_HOME)
    def member_home(self, session: Session, incoming: Incoming) -> Result:
        """What waits for a member, and what is new."""
        return home.member_home(session, incoming)

    @answers(calls.REQUEST)
    def request(self, session: Session, incoming: Incoming) -> Result:
        """One request, whole."""
        return request_page.request(session, incoming)

    @answers(calls.MARK_SEEN)
    def mark_seen(self, session: Session, incoming: Incoming) -> Result:
        """What the actor has seen is no longer new to them."""
        return request_page.mark_seen(session, incoming)

    @answers(calls.RAISE_FORM)
    def raise_form(self, session: Session, incoming: Incoming) -> Result:
        """What the form for raising needs."""
        return drafts.raise_form(session, incoming)

    @answers(calls.SAVE_DRAFT)
    def save_draft(self, session: Session, incoming: Incoming) -> Result:
        """Keep what was typed."""
        return drafts.save_draft(session, incoming)

    @answers(calls.DISCARD_DRAFT)
    def discard_draft(self, session: Session, incoming: Incoming) -> Result:
        """Forget what was typed."""
        return drafts.discard_draft(session, incoming)

    @answers(calls.DRAFT)
    def draft(self, session: Session, incoming: Incoming) -> Result:
        """What was typed before."""
        return drafts.draft(session, incoming)

    @answers(calls.IMPORT_CASES)
    def import_cases(self, session: Session, incoming: Incoming) -> Result:
        """Bring rows of a casebook in."""
        return import_cases.import_cases(session, incoming)
