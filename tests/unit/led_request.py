"""A request led as a service leads it: decided, folded, its words kept and erased beside its events."""

from services.requests.domain import commands as c
from services.requests.domain.acting import THE_DIRECTORY, Acting, Context, Other
from services.requests.domain.decide import decide
from services.requests.domain.decision import Decision
from services.requests.domain.events import Happened
from services.requests.domain.evolve import evolve, fold
from services.requests.domain.reading import Reader, Reading, readable_fields, reading
from services.requests.domain.refusals import Refusal
from services.requests.domain.standings import Person, standings_towards
from services.requests.domain.vocabulary import Side, Standing, State
from tests.unit.plain_people import CATEGORIES, MEMBERS, PEOPLE, SERVICES, WARDS, holder
from tests.unit.plain_request import Around


class Led:
    """One request with its history, the role of each event's actor, and its words by sequence and field."""

    def __init__(self, raised: Decision) -> None:
        self.history = list(raised.events)
        self.roles = ["member"]
        self.state = fold("request-1", self.history)
        self.texts: dict[int, dict[str, str]] = {}
        assert raised.request_text is not None
        self.request_text = {name: text for name, text in vars(raised.request_text).items() if text}
        self.constituent: tuple[str, bool] | None = None

    def acting(self, name: str, role: str, for_member: str | None) -> Acting:
        if name == "directory":
            return THE_DIRECTORY
        standings = standings_towards(person(name, frozenset({role})), self.state)
        return Acting(name, standings, for_member, PEOPLE[name].services)

    def context(self, around: Around, owner: str) -> Context:
        return Context(
            now=around.now,
            today=around.today,
            is_working_day=lambda day: day.weekday() < 5,
            works_for_lead=lambda who: who in PEOPLE and self.state.service_id in PEOPLE[who].services,
            service_is_open=lambda service: service in SERVICES[:3],
            category_of_service=lambda category, service: CATEGORIES.get(service) == category,
            ward_is_open=WARDS.__contains__,
            is_member_in_office=MEMBERS.__contains__,
            holder=holder,
            current_due=around.due,
            escalation_late=around.late,
            words=self.request_text,
            other=other_request(around, owner),
        )

    def ask(self, command: c.Command, acting: Acting, context: Context) -> Decision | str:
        """The decision, or the sentence of the refusal."""
        try:
            return decide(self.state, command, acting, context)
        except Refusal as refusal:
            return refusal.sentence

    def follow(self, decision: Decision, role: str) -> None:
        """What a service does with a decision: store its events, erase words, keep words."""
        for happened in decision.events:
            self.take(happened, role)
        if decision.erased is not None:
            self.erase(decision)
        if decision.message_text is not None:
            assert decision.message_text.sequence == len(self.history)
            words = {name: text for name, text in vars(decision.message_text).items() if name != "sequence"}
            self.texts[decision.message_text.sequence] = words
        self.request_text |= decision.amended
        if decision.constituent is not None:
            self.constituent = (decision.constituent.constituent_name, decision.constituent.service_may_see)

    def erase(self, decision: Decision) -> None:
        assert decision.erased is not None
        if decision.erased.everything:
            self.texts, self.request_text = {}, {}
        for sequence in decision.erased.sequences:
            self.texts.pop(sequence)
        if decision.erased.constituent:
            self.constituent = None

    def take(self, happened: Happened, role: str) -> None:
        assert happened.event.state in State
        self.state = evolve(self.state, happened)
        self.history.append(happened)
        self.roles.append(role)

    def words(self) -> list[str]:
        """Every word that is kept."""
        found = [text for words in self.texts.values() for text in words.values() if text]
        found += [text for text in self.request_text.values() if text]
        return found + ([self.constituent[0]] if self.constituent else [])

    def read_by(self, reader: Reader) -> set[str]:
        """Every word that the domain lets this reader read."""
        shown = readable_fields(reader)
        found = {text for known, text in self.request_text.items() if known in shown}
        found |= {self.constituent[0]} if self.constituent and "constituent" in shown else set()
        for sequence, (happened, role) in enumerate(zip(self.history, self.roles, strict=True), start=1):
            side = Side.MEMBER if role in {"member", "member_services"} else Side.SERVICE
            if reading(happened.event, side, reader, self.state.messages) is Reading.WORDS:
                found |= set(self.texts.get(sequence, {}).values())
        return found - {""}


def other_request(around: Around, owner: str) -> Other | None:
    """The request into which one is merged: of the same member, another's, a closed one, or one not seen."""
    if around.other == "hidden":
        return None
    state = State.CLOSED if around.other == "closed" else State.ESCALATED
    member = owner if around.other == "own" else "zoe"
    return Other("request-2", state, member, False, False, frozenset({Standing.OFFICER}))


def person(name: str, roles: frozenset[str]) -> Person:
    """Somebody, with the roles that are to count."""
    who = PEOPLE[name]
    return Person(name, roles, who.services, who.headed, who.wards)
