"""Random lives of a request, led twice: by decide and evolve, and by a plain model without their code."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.requests.domain import commands as c
from services.requests.domain.acting import Acting
from services.requests.domain.decide import Decision, decide
from services.requests.domain.event_data import from_data, to_data, type_of
from services.requests.domain.events import Happened
from services.requests.domain.evolve import evolve, fold
from services.requests.domain.permitted import permitted
from services.requests.domain.refusals import Refusal
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Outcome
from tests.unit.request_examples import COMMANDS, EVERYONE, OFFICER, SECOND_OFFICER, at, later, raised

OPEN = ["with_service", "work_scheduled", "further_information", "escalated"]
SPEAKS_FOR_MEMBER = {"member", "desk for the member"}
DESK = {"desk", "desk for the member", "desk for another"}


@dataclass
class Plain:
    """A request as one would keep it on paper."""

    state: str = "with_service"
    asked_while: str | None = None
    officers: set[str] = field(default_factory=set)
    answered_first: datetime | None = None
    answered: datetime | None = None
    promised: date | None = None
    words: list[str] = field(default_factory=list)
    events: int = 1

    def drop(self) -> None:
        """The question falls away."""
        if self.asked_while:
            self.state, self.asked_while = self.asked_while, None
            self.events += 1

    def give(self, command: c.Command, person: str, now: datetime) -> bool:
        """Carries the command out and says True, or leaves all as it is and says False."""
        in_action = self.state in [*OPEN, "awaiting_member"]
        verb = type(command).__name__
        if verb in {"AddMessage", "GiveClarification", "Withdraw", "Close"}:
            return person in SPEAKS_FOR_MEMBER and self.member_gives(verb, command, in_action)
        if verb in {"Assign", "Unassign"}:
            return (
                in_action
                and person in DESK | {"officer"}
                and self.staff(verb, str(getattr(command, "officer_id", None)))
            )
        return in_action and person == "officer" and self.officer_gives(verb, command, now)

    def member_gives(self, verb: str, command: c.Command, in_action: bool) -> bool:
        if verb == "Close":
            if self.state != "responded":
                return False
            self.state = "closed"
        elif not in_action or (verb == "GiveClarification" and not self.asked_while):
            return False
        elif verb == "Withdraw":
            self.drop()
            self.state, self.promised = "withdrawn", None
        else:
            self.state, self.asked_while = self.asked_while or self.state, None
            self.words.append(words_of(command))
        self.events += 1
        return True

    def staff(self, verb: str, person: str) -> bool:
        if (person in self.officers) == (verb == "Assign"):
            return False
        self.officers ^= {person}
        self.events += 1
        return True

    def officer_gives(self, verb: str, command: c.Command, now: datetime) -> bool:
        if verb in {"AskClarification", "DropClarification"}:
            if bool(self.asked_while) == (verb == "AskClarification"):
                return False
            if verb == "DropClarification":
                self.drop()
                return True
            self.asked_while, self.state = self.state, "awaiting_member"
        else:
            if verb == "GiveInitialResponse" and self.answered_first:
                return False
            if verb == "PostUpdate" and not self.answered_first:
                return False
            self.drop()
            self.answered_first = self.answered_first or now
            self.promised = getattr(command, "next_update_on", None)
            if verb == "Respond":
                self.state, self.answered = "responded", now
        self.words.append(words_of(command))
        self.events += 1
        return True


def some(*names: str) -> st.SearchStrategy[c.Command]:
    """Commands of these names."""
    return st.sampled_from([COMMANDS[known] for known in names])


messages = st.builds(c.AddMessage, st.text("abc é\n", min_size=1).filter(str.strip))
answers = st.sampled_from(Outcome).map(lambda o: c.Respond("Done.", o, "Only half.", "Scottish Water"))
staffing = st.sampled_from(
    [kind(person) for kind in (c.Assign, c.Unassign) for person in (OFFICER, SECOND_OFFICER)]
)
everything = st.one_of(st.sampled_from(list(COMMANDS.values())), messages, answers, staffing)


class ALife(RuleBasedStateMachine):
    """Anyone gives any command, while time goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.context = at()
        self.state: RequestState = raised(self.context)
        self.history: list[Happened] = []
        self.plain = Plain()
        self.words: list[str] = []

    @initialize(state=st.sampled_from(OPEN))
    def begin(self, state: str) -> None:
        # The states that later commands lead to are begun in: they are reached by no command of today.
        first = from_data("request_raised", to_data_of(self.state) | {"state": state})
        self.history = [Happened(first, self.context.now)]
        self.state = fold("request-1", self.history)
        self.plain.state = state

    @rule(minutes=st.integers(1, 60 * 24))
    def time_goes_on(self, minutes: int) -> None:
        self.context = replace(later(self.context, minutes=minutes), today=self.context.today)

    # Most lives are talk; rules of their own keep the ends, and those who may not, from crowding it out.
    @rule(
        command=st.one_of(messages, some("give_clarification")),
        person=st.sampled_from(sorted(SPEAKS_FOR_MEMBER)),
    )
    def the_member_talks(self, command: c.Command, person: str) -> None:
        self.someone_gives(command, person)

    @rule(command=some("ask_clarification", "drop_clarification", "give_initial_response", "post_update"))
    def the_officer_talks(self, command: c.Command) -> None:
        self.someone_gives(command, "officer")

    @rule(command=staffing, person=st.sampled_from(sorted({"officer"} | DESK)))
    def officers_come_and_go(self, command: c.Command, person: str) -> None:
        self.someone_gives(command, person)

    @rule(command=answers, close=st.booleans())
    def the_officer_answers(self, command: c.Command, close: bool) -> None:
        self.someone_gives(command, "officer")
        if close:
            self.someone_gives(c.Close(), "member")

    @rule(command=everything, person=st.sampled_from(list(EVERYONE)))
    def anyone_gives_anything(self, command: c.Command, person: str) -> None:
        self.someone_gives(command, person)

    def someone_gives(self, command: c.Command, person: str) -> None:
        acting = EVERYONE[person]
        offered = permitted(self.state, acting, self.context)
        answer = self.ask(command, acting)
        assert answer == self.ask(command, acting)
        accepted = isinstance(answer, Decision)
        assert accepted == self.plain.give(command, person, self.context.now)
        if accepted or not isinstance(command, c.Assign | c.Unassign):
            assert accepted == (name(command) in offered)
        if isinstance(answer, Decision):
            self.take(answer)

    def ask(self, command: c.Command, acting: Acting) -> Decision | str:
        """The decision, or the sentence of the refusal."""
        try:
            return decide(self.state, command, acting, self.context)
        except Refusal as refusal:
            return refusal.sentence

    def take(self, decision: Decision) -> None:
        for happened in decision.events:
            self.state = evolve(self.state, happened)
            self.history.append(happened)
        if decision.message_text:
            assert decision.message_text.sequence == len(self.history)
            self.words.append(decision.message_text.message)

    @invariant()
    def both_lives_are_the_same(self) -> None:
        assert self.state.state == self.plain.state
        assert self.state.state_before_question == self.plain.asked_while
        assert self.state.officers == self.plain.officers
        assert self.state.first_answer_at == self.plain.answered_first
        assert self.state.responded_at == self.plain.answered
        assert (self.state.next_step.next_update_on if self.state.next_step else None) == self.plain.promised
        assert self.state.sequence == self.plain.events
        assert self.words == self.plain.words

    @invariant()
    def history_folds_to_the_state(self) -> None:
        if self.history:
            stored = [(type_of(h.event), to_data(h.event), h.time) for h in self.history]
            assert fold("request-1", [Happened(from_data(t, d), time) for t, d, time in stored]) == self.state


def name(command: c.Command) -> str:
    """As `permitted` says it."""
    return next(known for known, example in COMMANDS.items() if type(example) is type(command))


def words_of(command: c.Command) -> str:
    """What its message says."""
    return str(getattr(command, "message", None))


def to_data_of(state: RequestState) -> dict[str, str]:
    """The facts with which a request was raised."""
    names = ("reference", "kind", "member_id", "channel", "service_id", "category_id", "ward_id", "priority")
    return {known: getattr(state, known) for known in names}


TestALife = ALife.TestCase
TestALife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
