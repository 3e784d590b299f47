"""A program that stands on the client generated from the description, and takes a request through its life.

usage: python -m tests.gateway.client_program URL, with `memberzone_client` on the path and everybody's token,
by who they are, as JSON on the standard input.
"""

import json
import sys
import uuid
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import TypeVar

from memberzone_client import AuthenticatedClient
from memberzone_client.api.finding_requests import worklist
from memberzone_client.api.one_request import (
    add_file,
    agree_deadline,
    ask_clarification,
    ask_further_information,
    assign,
    attach_constituent,
    close,
    escalate,
    give_clarification,
    give_initial_response,
    note,
    post_update,
    propose_deadline,
    raise_request,
    reopen,
    request,
    respond,
    schedule_work,
)
from memberzone_client.api.ones_own import me
from memberzone_client.models import (
    AddFileBody,
    AssignBody,
    ConstituentBody,
    DeadlineBody,
    MessageBody,
    NextStepBody,
    Problem,
    ProblemCode,
    ProposeDeadlineBody,
    RaiseBody,
    RaiseBodyKind,
    RequestPage,
    RespondBody,
    RespondBodyOutcome,
    ScheduleWorkBody,
    WholeRequestState,
)
from memberzone_client.types import File

from tests.working_days import a_working_day

Answer = TypeVar("Answer")
LATER = a_working_day(70)


def done(answer: Answer | Problem | None) -> Answer:
    """The answer of what has to succeed."""
    if answer is None or isinstance(answer, Problem):
        raise AssertionError(answer)
    return answer


def key() -> str:
    """A key for a command."""
    return str(uuid.uuid4())


@dataclass
class Life:
    """One request, and the clients of those who have to do with it."""

    member: AuthenticatedClient
    officer: AuthenticatedClient
    head: AuthenticatedClient
    director: AuthenticatedClient
    stranger: AuthenticatedClient
    request_id: str = field(default="", init=False)

    def page(self, client: AuthenticatedClient) -> RequestPage:
        """What a client reads of it."""
        page = done(request.sync(self.request_id, client=client))
        assert isinstance(page, RequestPage)
        return page

    def stands(self, state: WholeRequestState) -> None:
        """It has come so far."""
        found = self.page(self.member).request.state
        assert found is state, (found, state)

    def raise_it(self) -> None:
        """Raised, with a file and for a constituent; found in the worklist and given to an officer."""
        body = RaiseBody(
            kind=RaiseBodyKind.ACTION,
            category_id="moorings",
            ward_id="cowal",
            subject="Mooring rings at the ferry pier",
            what_happened="Two rings have rusted through.",
            ask="Replace the rings before the season.",
        )
        raised = done(raise_request.sync(client=self.member, body=body, idempotency_key=key()))
        self.request_id = raised.request_id
        words = AddFileBody(File(BytesIO(b"Third ring from the left"), "rings.txt", "text/plain"))
        done(add_file.sync(self.request_id, client=self.member, body=words, idempotency_key=key()))
        for_whom = ConstituentBody(
            name="A constituent",
            contact="01546 000000",
            agreed_to="Name and number",
            agreed_how="By phone",
            agreed_on=date(2026, 1, 5),
        )
        done(
            attach_constituent.sync(self.request_id, client=self.member, body=for_whom, idempotency_key=key())
        )
        listed = done(worklist.sync(client=self.officer, reference=raised.reference))
        assert [row.request_id for row in listed.requests] == [self.request_id]
        officer = AssignBody(done(me.sync(client=self.officer)).person_id)
        done(assign.sync(self.request_id, client=self.officer, body=officer, idempotency_key=key()))

    def ask_back(self) -> None:
        """The service asks something, and is told."""
        asked, told = MessageBody("Which rings?"), MessageBody("The third and the fourth.")
        done(ask_clarification.sync(self.request_id, client=self.officer, body=asked, idempotency_key=key()))
        self.stands(WholeRequestState.AWAITING_MEMBER)
        done(give_clarification.sync(self.request_id, client=self.member, body=told, idempotency_key=key()))
        self.stands(WholeRequestState.WITH_SERVICE)

    def answer_first(self) -> None:
        """Who has it, what next and by when; a date that both agree; a day for the work."""
        who = done(me.sync(client=self.officer)).person_id
        first = NextStepBody("We looked.", who, "Order the rings.", a_working_day())
        done(
            give_initial_response.sync(
                self.request_id, client=self.officer, body=first, idempotency_key=key()
            )
        )
        later = NextStepBody("They are ordered.", who, "Fit them.", a_working_day())
        done(post_update.sync(self.request_id, client=self.officer, body=later, idempotency_key=key()))
        date_and_why, date_alone = ProposeDeadlineBody(LATER, "The foundry."), DeadlineBody(LATER)
        done(
            propose_deadline.sync(
                self.request_id, client=self.officer, body=date_and_why, idempotency_key=key()
            )
        )
        done(agree_deadline.sync(self.request_id, client=self.member, body=date_alone, idempotency_key=key()))
        work = ScheduleWorkBody("That morning.", a_working_day())
        done(schedule_work.sync(self.request_id, client=self.officer, body=work, idempotency_key=key()))
        self.stands(WholeRequestState.WORK_SCHEDULED)

    def answer(self, who: AuthenticatedClient, outcome: RespondBodyOutcome, limitation: str = "") -> None:
        """Answered in full, for the version that was read."""
        body = RespondBody("Both were replaced.", outcome, limitation=limitation)
        version = f'"{self.page(who).sequence}"'
        stale = respond.sync(self.request_id, client=who, body=body, idempotency_key=key(), if_match='"1"')
        assert isinstance(stale, Problem)
        assert stale.code is ProblemCode.STALE
        done(respond.sync(self.request_id, client=who, body=body, idempotency_key=key(), if_match=version))
        self.stands(WholeRequestState.RESPONDED)

    def not_content(self) -> None:
        """More is asked for, then it is put to the head, then to the director."""
        more = MessageBody("And the fifth ring?")
        done(
            ask_further_information.sync(
                self.request_id, client=self.member, body=more, idempotency_key=key()
            )
        )
        self.stands(WholeRequestState.FURTHER_INFORMATION)
        self.answer(self.officer, RespondBodyOutcome.FULFILLED)
        done(escalate.sync(self.request_id, client=self.member, body=more, idempotency_key=key()))
        self.stands(WholeRequestState.ESCALATED)
        self.answer(self.head, RespondBodyOutcome.PARTLY, "Four rings only.")
        done(escalate.sync(self.request_id, client=self.member, body=more, idempotency_key=key()))
        self.answer(self.director, RespondBodyOutcome.FULFILLED)

    def end(self) -> None:
        """Closed, opened again, answered and closed for good."""
        done(close.sync(self.request_id, client=self.member, idempotency_key=key()))
        again = MessageBody("It broke.")
        done(reopen.sync(self.request_id, client=self.member, body=again, idempotency_key=key()))
        self.answer(self.officer, RespondBodyOutcome.FULFILLED)
        done(close.sync(self.request_id, client=self.member, idempotency_key=key()))
        self.stands(WholeRequestState.CLOSED)

    def nothing_told_to_a_stranger(self) -> None:
        """Another member neither reads it nor writes to it."""
        for answer in (
            request.sync(self.request_id, client=self.stranger),
            note.sync(
                self.request_id, client=self.stranger, body=MessageBody("Hello."), idempotency_key=key()
            ),
        ):
            assert isinstance(answer, Problem)
            assert answer.status in (403, 404)


def main() -> None:
    """Its whole life."""
    tokens: dict[str, str] = json.load(sys.stdin)
    life = Life(**{who: AuthenticatedClient(base_url=sys.argv[1], token=it) for who, it in tokens.items()})
    life.raise_it()
    life.nothing_told_to_a_stranger()
    life.ask_back()
    life.answer_first()
    life.answer(life.officer, RespondBodyOutcome.FULFILLED)
    life.not_content()
    life.end()
    happened = [entry.type_ for entry in life.page(life.member).timeline]
    json.dump(happened, sys.stdout)


if __name__ == "__main__":
    main()
