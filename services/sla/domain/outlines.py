"""Which clocks a request's events start, move, pause and stop. No date is worked out here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from services.sla.domain.heard import AWAITING_MEMBER, Heard
from services.sla.domain.standards import Subject
from services.sla.domain.vocabulary import NORMAL, STANDARD_KINDS, URGENT, Kind


class What(Enum):
    """What an event does to a clock."""

    STARTED = auto()
    PAUSED = auto()
    WENT_ON = auto()
    DATE_AGREED = auto()
    WORK_SCHEDULED = auto()
    WORK_FELL_AWAY = auto()
    MADE_URGENT = auto()
    ANSWERED = auto()
    REPLACED = auto()
    CANCELLED = auto()


STOPS = frozenset({What.ANSWERED, What.REPLACED, What.CANCELLED})
STOPPED_BY_ANY_ANSWER = (Kind.INITIAL_RESPONSE, Kind.FURTHER_RESPONSE, Kind.ESCALATION, Kind.NEXT_UPDATE)
MOVED_BY_AGREEMENT = (Kind.FULL_RESPONSE, Kind.FURTHER_RESPONSE, Kind.ESCALATION)
HURRIED = (Kind.INITIAL_RESPONSE, Kind.ESCALATION)


@dataclass(frozen=True)
class Step:
    """One event's effect on one clock."""

    what: What
    heard: Heard


@dataclass
class Outline:
    """A clock without its dates: the `number`-th of its kind, and all that happened to it, in order."""

    subject: Subject
    number: int
    steps: list[Step] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What it measures."""
        return self.subject.kind

    @property
    def started(self) -> Heard:
        """The event that started it."""
        return self.steps[0].heard

    @property
    def stop(self) -> Step | None:
        """How it ended; None while it is running or paused."""
        return self.steps[-1] if self.steps[-1].what in STOPS else None


def outlines(history: Iterable[Heard]) -> list[Outline]:
    """The clocks of one request, in the order in which they started; events may come twice, in any order."""
    by_sequence = {heard.sequence: heard for heard in history}
    listening = _Listening()
    for sequence in sorted(by_sequence):
        listening.hear(by_sequence[sequence])
    return listening.outlines


class _Listening:
    """The clocks so far, and what has to be remembered of the request."""

    def __init__(self) -> None:
        self.outlines: list[Outline] = []
        self._service_id: str | None = None
        self._category_id: str | None = None
        self._priority = NORMAL
        self._paused = False
        self._frozen: list[Kind] = []

    def hear(self, heard: Heard) -> None:
        self._service_id = heard.service_id or self._service_id
        self._category_id = heard.category_id or self._category_id
        self._priority = heard.priority or self._priority
        waits = heard.state == AWAITING_MEMBER
        if self._paused and not waits:
            self._paused = False
            self._all(What.WENT_ON, heard)
        effect = _EFFECTS.get(heard.type)
        if effect is not None:
            effect(self, heard)
        if waits and not self._paused:
            self._all(What.PAUSED, heard)
            self._paused = True

    def raised(self, heard: Heard) -> None:
        self._start(Kind.INITIAL_RESPONSE, heard)
        self._start(Kind.FULL_RESPONSE, heard)

    def answered(self, heard: Heard) -> None:
        self._all(What.ANSWERED, heard, STOPPED_BY_ANY_ANSWER)

    def answered_with_promise(self, heard: Heard) -> None:
        self.answered(heard)
        if heard.sets is not None:
            self._start(Kind.NEXT_UPDATE, heard)

    def work_scheduled(self, heard: Heard) -> None:
        self.answered(heard)
        self._all(What.REPLACED, heard, (Kind.WORK_CHECK,))
        self._all(What.WORK_SCHEDULED, heard, (Kind.FULL_RESPONSE,))
        self._start(Kind.WORK_CHECK, heard)

    def answered_in_full(self, heard: Heard) -> None:
        self._all(What.ANSWERED, heard)

    def asked_for_more(self, heard: Heard) -> None:
        if not any(self._running((Kind.FURTHER_RESPONSE,))):  # of many questions the oldest counts
            self._start(Kind.FURTHER_RESPONSE, heard)

    def escalated(self, heard: Heard) -> None:
        self._start(Kind.ESCALATION, heard)

    def date_agreed(self, heard: Heard) -> None:
        for kind in MOVED_BY_AGREEMENT:
            for outline in self._running((kind,)):
                outline.steps.append(Step(What.DATE_AGREED, heard))
                return

    def made_urgent(self, heard: Heard) -> None:
        self._priority = URGENT
        self._all(What.MADE_URGENT, heard, HURRIED)

    def transferred(self, heard: Heard) -> None:
        self._all(What.WORK_FELL_AWAY, heard, (Kind.FULL_RESPONSE,))
        self._all(What.CANCELLED, heard, (Kind.WORK_CHECK,))

    def ended(self, heard: Heard) -> None:
        self._all(What.CANCELLED, heard)

    def frozen(self, heard: Heard) -> None:
        self._frozen = [outline.kind for outline in self._running(STANDARD_KINDS)]
        self.ended(heard)

    def handed_over(self, heard: Heard) -> None:
        """The clocks of the standards start anew; dates that were set with the former member are gone."""
        kinds = self._frozen or [outline.kind for outline in self._running(STANDARD_KINDS)]
        self._frozen = []
        self.ended(heard)
        for kind in dict.fromkeys(kinds):
            self._start(kind, heard)

    def _start(self, kind: Kind, heard: Heard) -> None:
        number = 1 + sum(outline.kind == kind for outline in self.outlines)
        subject = Subject(kind, self._service_id, self._category_id, self._priority)
        self.outlines.append(Outline(subject, number, [Step(What.STARTED, heard)]))
        if self._paused:
            self.outlines[-1].steps.append(Step(What.PAUSED, heard))

    def _running(self, kinds: Iterable[Kind] = tuple(Kind)) -> Iterator[Outline]:
        return (outline for outline in self.outlines if outline.stop is None and outline.kind in kinds)

    def _all(self, what: What, heard: Heard, kinds: Iterable[Kind] = tuple(Kind)) -> None:
        for outline in self._running(kinds):
            outline.steps.append(Step(what, heard))


_EFFECTS: dict[str, Callable[[_Listening, Heard], None]] = {
    "request_raised": _Listening.raised,
    "initial_response_given": _Listening.answered_with_promise,
    "progress_posted": _Listening.answered_with_promise,
    "work_scheduled": _Listening.work_scheduled,
    "response_given": _Listening.answered_in_full,
    "further_information_asked": _Listening.asked_for_more,
    "request_reopened": _Listening.asked_for_more,
    "request_escalated": _Listening.escalated,
    "deadline_agreed": _Listening.date_agreed,
    "urgency_accepted": _Listening.made_urgent,
    "request_transferred": _Listening.transferred,
    "request_withdrawn": _Listening.ended,
    "request_merged": _Listening.ended,
    "request_closed": _Listening.ended,
    "request_frozen": _Listening.frozen,
    "request_handed_over": _Listening.handed_over,
}

# What else moves a clock is the state: a question to the member pauses, whatever ends it lets go on.
HEARD_TYPES = frozenset(_EFFECTS) | {
    "request_amended",
    "clarification_asked",
    "clarification_given",
    "clarification_dropped",
}
