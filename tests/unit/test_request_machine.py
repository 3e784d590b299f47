"""Random lives of a request, led twice: by decide and evolve, and by a plain model without their code."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.requests.domain import commands as c
from services.requests.domain import events as e
from services.requests.domain.acting import Acting
from services.requests.domain.decide import decide
from services.requests.domain.decision import Decision
from services.requests.domain.event_data import from_data, to_data, type_of
from services.requests.domain.events import Happened
from services.requests.domain.evolve import fold
from services.requests.domain.naming import name_of
from services.requests.domain.permitted import permitted
from services.requests.domain.reading import Reader
from services.requests.domain.standings import standings_towards
from services.requests.domain.vocabulary import IN_ACTION, Standing, State
from tests.unit.led_request import Led, person
from tests.unit.plain_commands import build
from tests.unit.plain_people import MEMBERS, PEOPLE
from tests.unit.plain_reading import may_read
from tests.unit.plain_request import Around, Plain, Word
from tests.unit.request_examples import RAISE, at
from tests.unit.request_law import TABLE

ACTORS = [(name, role) for name, who in PEOPLE.items() for role in who.roles]
VERBS = sorted(TABLE)
MEMBERS_SIDE = [actor for actor in ACTORS if actor[1] in {"member", "member_services"}]
SERVICE_SIDE = [actor for actor in ACTORS if actor[1] in {"officer", "head_of_service", "director"}]
# What ends a request, or stops it, comes less often than talk, so that lives are long.
ENDINGS = ["merge_into", "redact", "withdraw"]
GOING_ON = [verb for verb in VERBS if verb not in ENDINGS]
# What needs something to have happened first is likelier than what can always be done.
EVER_POSSIBLE = {
    "note",
    "hold",
    "release_hold",
    "attach",
    "link",
    "set_job_number",
    "retract_message",
    "amend",
}
REACTING = {
    *("accept_join", "refuse_join", "leave", "agree_deadline", "decline_deadline", "give_clarification"),
    *("accept_urgency", "refuse_urgency", "post_update", "ask_further_information", "contribute"),
    *("unassign", "remove_contributor", "reopen", "close", "schedule_work", "escalate", "transfer"),
}
picks, many = st.integers(0, 11), st.integers(0, 99_999)
sometimes = st.sampled_from([False] * 19 + [True])
days = st.sampled_from([0, 0, 1, 1, 2, 5, -1, 400])


class ALife(RuleBasedStateMachine):
    """Anyone gives any command, while time goes on."""

    @initialize(shared=st.booleans())
    def begin(self, shared: bool) -> None:
        self.around = Around(at().now, at().today)
        self.plain = Plain()
        self.written = 0
        words = {known: self.word() for known in ("subject", "place", "what_happened", "ask")}
        command = replace(RAISE, member_id="ann", **words)
        ann = Acting("ann", frozenset({Standing.OWNER}))
        self.led = Led(decide(None, command, ann, at()))
        self.plain.words = [Word(text, known, "ann", at().now, 0, "", False) for known, text in words.items()]
        if shared:
            self.gives("set_sharing", "ann", "member", 1, 0)

    def word(self) -> str:
        self.written += 1
        return f"word-{self.written}."

    @rule(minutes=st.sampled_from([1, 10, 15, 16, 60 * 24, 60 * 24 * 10, 60 * 24 * 30]))
    def time_goes_on(self, minutes: int) -> None:
        self.around.now += timedelta(minutes=minutes)
        self.around.today = self.around.now.astimezone(ZoneInfo("Europe/London")).date()

    @rule(late=st.booleans(), due=st.sampled_from([None, None, 0, 4]))
    def clocks_run(self, late: bool, due: int | None) -> None:
        self.around.late = late
        self.around.due = None if due is None else self.around.today + timedelta(days=due)

    @rule(other=st.sampled_from(["open", "own", "closed", "hidden"]))
    def another_request_is_looked_at(self, other: str) -> None:
        self.around.other = other

    @precondition(
        lambda self: self.led.state.state in IN_ACTION | {State.RESPONDED} and not self.led.state.frozen
    )
    @rule(member=st.sampled_from(MEMBERS))
    def another_members_request_is_merged_into_it(self, member: str) -> None:
        if member == self.plain.owner or member in self.plain.joined or self.plain.waiting.get(member):
            return
        self.led.take(
            Happened(e.JoinAsked(self.led.state.state, member, "request-9"), self.around.now, "eve"), "x"
        )
        self.plain.waiting[member] = True
        self.plain.events += 1

    @rule(nth=many, pick=picks, ahead=days, ending=sometimes)
    def a_member_does_something(self, nth: int, pick: int, ahead: int, ending: bool) -> None:
        self.something_possible(MEMBERS_SIDE, nth, pick, ahead, ending)

    @rule(nth=many, pick=picks, ahead=days, ending=sometimes)
    def a_service_does_something(self, nth: int, pick: int, ahead: int, ending: bool) -> None:
        self.something_possible(SERVICE_SIDE, nth, pick, ahead, ending)

    @rule(nth=many, pick=picks, ahead=days, ending=sometimes)
    def anybody_does_something(self, nth: int, pick: int, ahead: int, ending: bool) -> None:
        self.something_possible(ACTORS, nth, pick, ahead, ending)

    def something_possible(
        self, actors: list[tuple[str, str]], nth: int, pick: int, ahead: int, ending: bool
    ) -> None:
        """Gives the nth of the commands that can be given now; each verb is as likely as another."""
        able: dict[str, list[tuple[str, str]]] = {}
        for verb in ENDINGS if ending else GOING_ON:
            words = plain_words(self.command(verb, pick, ahead, lambda: "x"))
            for name, role in actors:
                if self.plain.would(verb, words, name, role, self.plain.owner, self.around):
                    able.setdefault(verb, []).append((name, role))
        if able:
            weighed = [verb for verb in able for _ in range(likelihood(verb))]
            verb = weighed[nth % len(weighed)]
            self.gives(verb, *able[verb][nth % len(able[verb])], pick % 11, ahead)

    @rule(verb=st.sampled_from(VERBS), actor=st.sampled_from(ACTORS), pick=picks, ahead=days)
    def anyone_gives_anything(self, verb: str, actor: tuple[str, str], pick: int, ahead: int) -> None:
        self.gives(verb, *actor, pick, ahead)

    @rule(minutes=st.sampled_from([14, 15, 16]), role=st.sampled_from(["officer", "member"]))
    def an_author_thinks_better_of_it(self, minutes: int, role: str) -> None:
        said = [word for word in self.plain.words if word.is_message and word.alive]
        if said and role in PEOPLE[said[-1].author].roles:
            self.time_goes_on(minutes - int((self.around.now - said[-1].time).total_seconds()) // 60)
            self.gives_command(c.RetractMessage(said[-1].sequence), said[-1].author, role)

    @rule(days=st.sampled_from([29, 30, 31]))
    def a_closing_is_taken_back(self, days: int) -> None:
        if self.led.state.state is State.RESPONDED and not self.led.state.frozen:
            self.gives("close", "eve", "member_services", 0, 0)
        if self.plain.closed_on == self.around.today:
            self.time_goes_on(days * 24 * 60)
            self.gives("reopen", "eve", "member_services", 0, 0)

    @rule(answers=st.lists(st.sampled_from(["post_update", "respond"]), max_size=2), late=st.booleans())
    def an_escalation_goes_on(self, answers: list[str], late: bool) -> None:
        self.around.late = late
        officer = next(name for name, who in PEOPLE.items() if self.plain.lead in who.services)
        for answer in answers:
            self.gives(answer, officer, PEOPLE[officer].roles[-1], 0, 0)
        self.gives("escalate", "eve", "member_services", 0, 0)

    @rule(pick=picks, often=st.integers(0, 3))
    def an_office_ends_and_a_successor_takes_on(self, pick: int, often: int) -> None:
        if often == 0:
            self.gives("freeze", "directory", "directory", 0, 0)
        self.gives("hand_over", "eve", "member_services", pick % 11, 0)

    def command(self, verb: str, pick: int, ahead: int, word: Callable[[], str]) -> c.Command:
        return build(verb, pick, self.around.today + timedelta(days=ahead), self.plain, word)

    def gives(self, verb: str, name: str, role: str, pick: int, ahead: int) -> None:
        for_member = None
        if role == "member_services":
            for_member = "somebody" if pick == 11 else self.plain.owner
        self.gives_command(self.command(verb, pick, ahead, self.word), name, role, for_member)

    def gives_command(self, command: c.Command, name: str, role: str, for_member: str | None = None) -> None:
        verb = name_of(type(command))
        owner = self.plain.owner
        acting, context = self.led.acting(name, role, for_member), self.led.context(self.around, owner)
        offered = permitted(self.led.state, acting, context)
        answer = self.led.ask(command, acting, context)
        assert answer == self.led.ask(command, acting, context)
        accepted = self.plain.give(verb, plain_words(command), name, role, for_member, self.around)
        assert isinstance(answer, Decision) == accepted, answer
        if isinstance(answer, Decision):
            assert verb in offered
            self.led.follow(answer, role)
            waits = verb == "merge_into" and self.around.other == "open"
            asked = e.JoinAsked(State.ESCALATED, owner, "request-1")
            found = [happened.event for happened in answer.elsewhere.events] if answer.elsewhere else []
            assert found == ([asked] if waits else [])

    @invariant()
    def both_lives_are_the_same(self) -> None:
        state, plain = self.led.state, self.plain
        assert (state.state, state.state_before_question) == (plain.state, plain.asked_while)
        assert (state.member_id, state.made_by) == (plain.owner, plain.maker)
        assert (state.service_id, state.category_id) == (plain.lead, plain.category)
        assert (state.ward_id, state.kind) == (plain.ward, plain.kind)
        assert state.former_services == plain.former
        assert (state.contributors, state.officers) == (plain.contributors, plain.officers)
        assert (state.first_answer_at, state.responded_at) == (plain.answered_first, plain.answered)
        assert (state.next_step.next_update_on if state.next_step else None) == plain.promised
        assert state.work_on == plain.work
        assert ((state.proposal.side, state.proposal.due_on) if state.proposal else None) == plain.proposal
        assert (state.urgency, state.priority == "urgent") == (plain.urgency, plain.urgency == "accepted")
        assert (state.escalation.level if state.escalation else 0) == plain.level
        assert (state.highest_level, state.stood_with) == (plain.highest, plain.stood_with)
        assert (state.joined, set(state.asked_to_join)) == (plain.joined, set(plain.waiting))
        assert (state.constituent_attached, state.frozen, state.held) == (
            plain.constituent,
            plain.frozen,
            plain.held,
        )
        assert (state.sharing, state.merged_into is not None) == (plain.sharing, plain.merged)
        assert state.sequence == plain.events == len(self.led.history)

    @invariant()
    def history_folds_to_the_state(self) -> None:
        stored = [(type_of(h.event), to_data(h.event), h.time, h.actor_id) for h in self.led.history]
        assert "word-" not in repr(stored)  # events carry facts, never words
        retold = [Happened(from_data(type_, data), time, actor) for type_, data, time, actor in stored]
        assert fold("request-1", retold) == self.led.state

    @invariant()
    def no_word_is_lost_but_those_taken_away(self) -> None:
        assert sorted(self.led.words()) == sorted(word.text for word in self.plain.words if word.alive)

    @invariant()
    def everybody_reads_what_they_may_and_nothing_else(self) -> None:
        may_see = bool(self.led.constituent and self.led.constituent[1])
        for name, who in PEOPLE.items():
            standings = standings_towards(person(name, frozenset(who.roles)), self.led.state)
            reader = Reader(standings, who.services, may_see)
            allowed = {
                word.text
                for word in self.plain.words
                if word.alive and may_read(self.plain, name, word, service_may_see=may_see)
            }
            seen = self.led.read_by(reader)
            assert seen == allowed, name


def likelihood(verb: str) -> int:
    """How often a command comes, where it can be given."""
    return 1 if verb in EVER_POSSIBLE else 6 if verb in REACTING else 3


def plain_words(command: c.Command) -> dict[str, Any]:
    """A command's arguments as plain text, numbers and dates."""
    given = {field.name: getattr(command, field.name) for field in fields(command)}
    return {name: str(value) if isinstance(value, str) else value for name, value in given.items()}


TestALife = ALife.TestCase
TestALife.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
