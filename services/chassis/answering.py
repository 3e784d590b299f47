"""How a call becomes an answer: envelope, actor, roles, schema, receipt, deadline, transaction, use case."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import structlog
from marshmallow import ValidationError
from sqlalchemy.exc import DBAPIError, TimeoutError
from sqlalchemy.orm import Session

from services.chassis import receipts
from services.chassis.actor import Actor, ActorVerifier, NotTrusted
from services.chassis.catching_up import CaughtUp, Lacking
from services.chassis.clock import Clock
from services.chassis.crash_points import crash_point
from services.chassis.database import Database
from services.chassis.identifiers import new_id
from services.chassis.inbox import Mark
from services.chassis.incoming import Answer, Incoming, MustWrite, Refused
from services.chassis.logs import logger
from services.chassis.metrics import RPC_SECONDS
from services.chassis.transient import is_transient
from services.contracts import problems
from services.contracts.calls import QUERY, Call, RequestEnvelope
from services.contracts.problems import Problem

T = TypeVar("T")
UseCase = Callable[[Session, Incoming], Answer | dict[str, Any]]
CurrentRoles = Callable[[Session, str], frozenset[str]]

GATEWAY_ID = "gateway"
LONGEST_WAIT_SECONDS = 1.0

_log = logger(__name__)
_envelope = RequestEnvelope()


@dataclass
class Answering:
    """Answers calls for one service. Nothing is ever raised: a problem is an answer too."""

    service: str
    database: Database
    clock: Clock
    verifier: ActorVerifier
    current_roles: CurrentRoles
    lacking: Lacking
    after_commit: Callable[[], None] = field(default=lambda: None)
    sleep: Callable[[float], None] = field(default=time.sleep)

    def __post_init__(self) -> None:
        self._caught_up = CaughtUp(self.lacking)

    def answer_together(self, questions: Sequence[tuple[Call, UseCase, Any]]) -> list[dict[str, Any]]:
        """The wire forms of the answers to some queries, each for itself, of one state where it can be."""
        with self.database.reading() as session:
            shared = _Shared(session, self.clock.monotonic() + LONGEST_WAIT_SECONDS)
            return [self.answer(*question, shared) for question in questions]

    def answer(
        self, call: Call, use_case: UseCase, request: Any, shared: "_Shared | None" = None
    ) -> dict[str, Any]:
        """The wire form of the answer to `request`."""
        started = self.clock.monotonic()
        try:
            answer = self._answer(call, use_case, _opened(request), shared)
        except Refused as refused:
            answer = {"problem": refused.problem.to_wire()}
        except Exception as error:
            answer = {"problem": _fault(call, error).to_wire()}
            if shared is not None:
                shared.begin_anew()
        outcome = answer.get("problem", {}).get("code", "done")
        RPC_SECONDS.labels(call.name, outcome).observe(self.clock.monotonic() - started)
        return answer

    def _answer(
        self, call: Call, use_case: UseCase, envelope: dict[str, Any], shared: "_Shared | None"
    ) -> dict[str, Any]:
        with structlog.contextvars.bound_contextvars(correlation_id=envelope["correlation_id"]):
            actor = self._actor(envelope)
            if actor.role not in call.roles:
                raise _not_allowed()
            work = _Work(call, use_case, envelope, actor, _checked_body(call, envelope["body"]))
            return self._query(work, shared) if call.kind == QUERY else self._command(work)

    def _actor(self, envelope: dict[str, Any]) -> Actor:
        try:
            return self.verifier.verify(envelope["actor"], envelope["key"], self.clock.now())
        except NotTrusted as error:
            _log.warning("actor not trusted", reason=str(error))
            raise Refused(
                Problem(problems.NOT_SIGNED_IN, "You are not signed in. Sign in, then try again.")
            ) from None

    def _query(self, work: "_Work", shared: "_Shared | None") -> dict[str, Any]:
        work.refuse_when_late(self.clock.now())
        answer, behind = self._when_caught_up(work, lambda session: self._do(session, work), shared)
        if answer.note is not None:
            with self.database.transaction() as session:
                answer.note(session)
        return self._wire(answer) | {"behind": behind}

    def _when_caught_up(
        self, work: "_Work", read: Callable[[Session], T], shared: "_Shared | None" = None
    ) -> tuple[T, bool]:
        """What `read` finds when what the caller has seen is here too, or a second is over: then True."""
        wanted = work.seen_elsewhere(self.service)
        if shared is not None and not self._caught_up.lacking(shared.session, wanted):
            return read(shared.session), False
        if shared is not None:
            shared.begin_anew()  # what comes after this one is to read what this one waits for
        give_up = shared.give_up if shared else self.clock.monotonic() + LONGEST_WAIT_SECONDS
        while True:
            with self.database.reading() as session:
                wanted = self._caught_up.lacking(session, wanted)
                if not wanted or self.clock.monotonic() >= give_up:
                    return read(session), bool(wanted)
            self.sleep(0.02)

    def _command(self, work: "_Work") -> dict[str, Any]:
        if self._caught_up.unknown(work.seen_elsewhere(self.service)):
            self._when_caught_up(work, lambda _: None)
        if work.call.mostly_reads:
            with suppress(MustWrite), self.database.reading() as session:
                session.info["reading"] = True
                return self._done(session, work)
        with self.database.transaction() as session:
            answer = self._once(session, work) if work.call.needs_key else self._done(session, work)
            wrote_events = session.info.get("wrote_events", False)
            crash_point("before_commit")
        crash_point("after_commit")
        if wrote_events:
            self.after_commit()
        return answer

    def _once(self, session: Session, work: "_Work") -> dict[str, Any]:
        command = work.command()
        receipts.hold_key(session, command.key)
        earlier = receipts.earlier_answer(session, command)
        if earlier is not None:
            return earlier
        answer = self._done(session, work)
        receipts.store_receipt(session, command, answer, self.clock.now())
        work.refuse_when_late(self.clock.now())  # after its deadline no receipt means: it was not done
        return answer

    def _done(self, session: Session, work: "_Work") -> dict[str, Any]:
        return self._wire(self._do(session, work))

    def _do(self, session: Session, work: "_Work") -> Answer:
        work.refuse_when_late(self.clock.now())
        return _as_answer(work.use_case(session, self._incoming(session, work)))

    def _incoming(self, session: Session, work: "_Work") -> Incoming:
        """Raises Refused unless the actor still holds the role acted in."""
        session.info["now"] = self.clock.now()  # for `current_roles`: roles are held from one day to another
        actor = work.actor.with_roles(work.actor.roles & self._held(session, work.actor))
        if actor.role not in actor.roles:
            raise _not_allowed()
        envelope = work.envelope
        return Incoming(
            work.body,
            actor,
            cache(self.clock.now),
            envelope["key"],
            envelope["expected_version"],
            envelope["correlation_id"],
        )

    def _held(self, session: Session, actor: Actor) -> frozenset[str]:
        """Roles by the service's own knowledge; the command line and the gateway are in no directory."""
        if actor.is_operator:
            return frozenset({"operator"})
        if actor.id == GATEWAY_ID:
            return frozenset({GATEWAY_ID})
        return self.current_roles(session, actor.id)

    def _wire(self, answer: Answer) -> dict[str, Any]:
        reached = None
        if answer.stream is not None:
            reached = {"source": self.service, "stream": answer.stream, "sequence": answer.sequence}
        return {"result": answer.result, "reached": reached, "behind": False}


@dataclass(frozen=True)
class _Shared:
    """What the queries of one message have in common: a session, and until when they wait to be caught up."""

    session: Session
    give_up: float

    def begin_anew(self) -> None:
        """Read a newer state from here on, with nothing kept of the old one."""
        self.session.rollback()
        self.session.info.clear()


@dataclass(frozen=True)
class _Work:
    """One call on its way through."""

    call: Call
    use_case: UseCase
    envelope: dict[str, Any]
    actor: Actor
    body: dict[str, Any]

    def seen_elsewhere(self, service: str) -> list[Mark]:
        """What the caller has seen happen in other services than the one asked."""
        return [mark for mark in self.envelope["at_least"] if mark["source"] != service]

    def refuse_when_late(self, now: datetime) -> None:
        """A call that waited past its deadline, in a queue or for a lock, must not surprise anybody."""
        if now > self.envelope["deadline"]:
            raise Refused(
                Problem(problems.TOO_LATE, "This took too long and nothing was done. Please try again.")
            )

    def command(self) -> receipts.Command:
        """What its receipt is for. Raises Refused when the caller gave no key."""
        key = self.envelope["key"]
        if key is None:
            raise Refused(
                Problem(problems.INVALID, "The command came without a key.", {"key": ["Required."]})
            )
        fingerprint = receipts.body_hash(self.envelope["body"])
        return receipts.Command(key, self.call.name, self.actor.id, fingerprint)


def _not_allowed() -> Refused:
    return Refused(Problem(problems.NOT_ALLOWED, "Your role does not allow this."))


def _opened(request: Any) -> dict[str, Any]:
    try:
        envelope: dict[str, Any] = _envelope.load(request)
    except ValidationError as error:
        message = "The call is not put together as agreed."
        raise Refused(Problem(problems.INVALID, message, error.messages_dict)) from None
    return envelope


def _checked_body(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    try:
        checked: dict[str, Any] = call.schema.load(body)
    except ValidationError as error:
        message = "Some of it needs correcting."
        raise Refused(Problem(problems.INVALID, message, error.messages_dict)) from None
    return checked


def _as_answer(answer: Answer | dict[str, Any]) -> Answer:
    return answer if isinstance(answer, Answer) else Answer(answer)


def _fault(call: Call, error: Exception) -> Problem:
    """What callers may know of a fault: where to find it in the logs, never its text."""
    reference = new_id()
    if isinstance(error, DBAPIError | TimeoutError) and is_transient(error):
        _log.error("database cannot be reached", call=call.name, reference=reference, exc_info=error)
        message = "This part of the system cannot be reached just now. Please try again in a minute."
        return Problem(problems.UNAVAILABLE, message, details={"reference": reference})
    _log.error("call failed", call=call.name, reference=reference, exc_info=error)
    message = f"Something went wrong on our side. If it happens again, quote the reference {reference}."
    return Problem(problems.INTERNAL, message, details={"reference": reference})
