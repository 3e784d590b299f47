"""Who acts, what they are to the request, and the circumstances that rules depend on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Side, Standing, State


@dataclass(frozen=True)
class Acting:
    """A person with their standings towards one request, in the one role in which they act.

    `for_member` is the member for whom the desk acts, said by the desk itself; None for everyone else.
    `services` are those for which the person acts, as officer, head or deputy.
    """

    person_id: str
    standings: frozenset[Standing]
    for_member: str | None = None
    services: frozenset[str] = frozenset()

    def stands_for(self, member_id: str) -> bool:
        """Whether this person speaks as that member: it is the member, or the desk acting for them."""
        if self.for_member is None:
            return Standing.OWNER in self.standings and self.person_id == member_id
        return Standing.DESK in self.standings and self.for_member == member_id

    def side(self, member_id: str) -> Side:
        """On whose side of that member's request this person speaks."""
        return Side.MEMBER if self.stands_for(member_id) else Side.SERVICE


THE_DIRECTORY = Acting("directory", frozenset({Standing.DIRECTORY}))


@dataclass(frozen=True)
class Other:
    """Another request, into which one is merged or to which it is linked, as the actor stands to it.

    `standings` are the actor's there, in the same role; `joined` and `offered` are the members who joined it,
    and those who wait to be accepted after another merging.
    """

    id: str
    state: State
    member_id: str
    frozen: bool
    merged: bool
    standings: frozenset[Standing]
    joined: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()

    @classmethod
    def of(cls, state: RequestState, standings: frozenset[Standing]) -> "Other":
        """The other request as it stands."""
        offered = frozenset(member for member, merged in state.asked_to_join.items() if merged)
        merged = state.merged_into is not None
        return cls(
            state.id, state.state, state.member_id, state.frozen, merged, standings, state.joined, offered
        )


@dataclass(frozen=True)
class Context:
    """The circumstances of a decision.

    `now` is aware; `today` is its date in the council's zone. `is_working_day` asks the council's calendar.
    `works_for_lead`: is this person an officer or the head of the request's lead service now?
    `service_is_open(service_id)`, `category_of_service(category_id, service_id)`, `ward_is_open(ward_id)`,
    `is_member_in_office(person_id)`: today, by the copy of the directory; a category has to be in use.
    `holder(level, service_id)`: with whom an escalation to that level would stand: level 1 the head of that
    service, else the deputy, else a director; level 2 a director; None when there is nobody.
    `current_due`: the date that an agreed deadline would move: of full response, else of further response,
    else of escalation, whichever clock runs; None when none runs or it is not known.
    `escalation_late`: the escalation clock runs and its date is past.
    `words`: subject and place as they are now, for amending. `other`: for merging and linking, the request
    whose id the command names; None when there is none, or none that the actor may know of.
    """

    now: datetime
    today: date
    is_working_day: Callable[[date], bool]
    works_for_lead: Callable[[str], bool]
    service_is_open: Callable[[str], bool]
    category_of_service: Callable[[str, str], bool]
    ward_is_open: Callable[[str], bool]
    is_member_in_office: Callable[[str], bool]
    holder: Callable[[int, str], str | None]
    current_due: date | None = None
    escalation_late: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    other: Other | None = None
