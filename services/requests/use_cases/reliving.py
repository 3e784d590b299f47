"""One request's life, step by step: each decided by the rules, by the council, and at the time, of then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from marshmallow import ValidationError

from services.chassis.actor import Actor
from services.chassis.clock import council_date
from services.chassis.event_store import NewEvent
from services.chassis.incoming import Incoming, Refused
from services.contracts import problems
from services.contracts.problems import Problem
from services.contracts.requests_calls import RAISE_REQUEST, REQUESTS_CALLS
from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES
from services.requests.domain import commands as c
from services.requests.domain.decide import decide
from services.requests.domain.decision import Decision
from services.requests.domain.evolve import evolve, fold
from services.requests.domain.refusals import Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.search.documents import Said, Texts
from services.requests.domain.table import ROWS
from services.requests.domain.texts import MessageText, RequestText
from services.requests.domain.vocabulary import Side, State
from services.requests.repository.holdings import Holdings
from services.requests.repository.requests import NO_NEWS, Moved, moved_by
from services.requests.repository.words import words_in
from services.requests.use_cases.bodies import command_of
from services.requests.use_cases.past_council import PastCouncil
from services.requests.use_cases.raise_request import raising
from services.requests.use_cases.recording import new_event
from services.requests.use_cases.refusing import not_found, refused
from services.requests.use_cases.standing import part_for, parts_held
from services.requests.use_cases.telling import SERVICE_SIDE, news_of

Step = Mapping[str, Any]

# Those that need more than the request itself (another one, a file, its words), or take words away.
_LEFT_OUT = (
    *(c.MergeInto, c.Link, c.Attach, c.AttachConstituent, c.Amend, c.SetJobNumber),
    *(c.WithdrawAgreement, c.RetractMessage, c.Redact, c.Freeze, c.HandOver),
)
_KINDS = {row.name: row.command for row in ROWS if row.command not in _LEFT_OUT}
_OVER = (State.CLOSED, State.WITHDRAWN)


@dataclass
class Life:
    """A request that has lived: its state in the end, its events, its words, and what is news of it."""

    state: RequestState
    text: RequestText
    answers: list[tuple[str, str]]
    moved: Moved
    events: list[NewEvent] = field(default_factory=list)
    messages: list[MessageText] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def add(self, decision: Decision, then: Incoming, state: RequestState) -> None:
        """What was decided by whom and when, and the state to which it led."""
        actor = then.actor
        news = news_of(state, decision.events, actor.id, actor.role)
        ours = actor.role in SERVICE_SIDE
        # Whoever acts has seen what there was.
        self.moved |= {"news_for_service" if ours else "news_for_member": 0}
        self.moved |= moved_by(state.sequence, news, then.now)
        self.events += [new_event(happened, by=(actor.id, actor.role)) for happened in decision.events]
        self.state = state
        text = decision.message_text
        if text is not None and words_in(text):
            self.messages.append(text)
            side = Side.SERVICE if ours else Side.MEMBER
            said = Said(decision.events[-1].event, side, "\n".join(words_in(text).values()))
            self.said.insert(0, said)

    @property
    def texts(self) -> Texts:
        """All that is written about it."""
        answers = " ".join(answer for _, answer in self.answers)
        return Texts(**vars(self.text), answers=answers, said=self.said)

    def end(self) -> None:
        """What is over is news to nobody."""
        if self.state.state in _OVER:
            self.moved |= NO_NEWS


@dataclass(frozen=True)
class Reliving:
    """Lets requests live through their steps; nothing is written. Raises Refused, naming the step."""

    incoming: Incoming
    council: PastCouncil
    next_reference: Callable[[int], str]

    def live(self, request_id: str, steps: Sequence[Step]) -> Life:
        """The whole life of one request."""
        life, before = None, None
        for number, step in enumerate(steps, 1):
            try:
                self._check_time(step, before)
                life, before = self._taken(request_id, step, life), step
            except Refused as reason:
                problem = reason.problem
                sentence = f"Step {number} ({step['command']}) of request {request_id}: {problem.message}"
                raise Refused(Problem(problem.code, sentence, problem.fields, problem.details)) from None
        assert life is not None
        life.end()
        return life

    def _check_time(self, step: Step, before: Step | None) -> None:
        if step["at"] > self.incoming.now or (before is not None and step["at"] < before["at"]):
            raise Refused(Problem(problems.INVALID, "It is in the future, or earlier than the step before."))

    def _taken(self, request_id: str, step: Step, life: Life | None) -> Life:
        if life is not None:
            then, decision = self._given(step, life.state)
            life.add(decision, then, reduce(evolve, decision.events, life.state))
            return life
        then, decision = self._raised(step)
        state = fold(request_id, decision.events)
        assert decision.request_text is not None
        moved = NO_NEWS | {"last_activity_at": then.now}
        life = Life(state, decision.request_text, list(decision.answers.items()), moved)
        life.add(decision, then, state)
        return life

    def _raised(self, step: Step) -> tuple[Incoming, Decision]:
        if step["command"] != RAISE_REQUEST.name:
            raise Refused(Problem(problems.INVALID, "A history begins with raising."))
        body = _loaded(step)
        then = self._then(step, body, MEMBER_SERVICES if body["received_by"] else MEMBER)
        if then.actor.role not in then.actor.roles:
            raise Refused(Problem(problems.NOT_ALLOWED, "Whoever raised it did not hold the role for that."))
        return then, raising(then, self.council.here(then.now, self.next_reference))

    def _given(self, step: Step, state: RequestState) -> tuple[Incoming, Decision]:
        kind = _KINDS.get(step["command"])
        if kind is None:
            raise Refused(Problem(problems.INVALID, "No such command can be part of a history."))
        then = self._then(step, _loaded(step, request_id=state.id))
        parts = parts_held(self._held(step), then, state)
        if not parts:
            raise not_found()
        part = part_for(kind, parts, state)
        context = self.council.context(then.now, state)
        try:
            decision = decide(state, command_of(kind, then.body), part.acting, context)
        except Refusal as refusal:
            raise refused(refusal) from None
        return self._then(step, then.body, part.role), decision

    def _then(self, step: Step, body: dict[str, Any], role: str = "") -> Incoming:
        """The call as it would have come at its time."""
        at: datetime = step["at"]
        actor = Actor(step["person_id"], role, self._held(step).roles)
        return Incoming(body, actor, lambda: at, None, None, self.incoming.correlation_id)

    def _held(self, step: Step) -> Holdings:
        return self.council.holdings(step["person_id"], council_date(step["at"]))


def _loaded(step: Step, **more: str) -> dict[str, Any]:
    try:
        body: dict[str, Any] = REQUESTS_CALLS[step["command"]].schema.load({**step["body"], **more})
    except ValidationError as error:
        message = "The command is not put together as agreed."
        raise Refused(Problem(problems.INVALID, message, error.messages_dict)) from None
    return body
