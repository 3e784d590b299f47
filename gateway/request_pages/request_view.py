"""One request as the person who reads it stands to it."""

from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import NotFound

from gateway.asking import ask, question
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem
from services.contracts import requests_calls
from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES

MEMBER_SIDE = "member"
DESK_SIDE = "desk"
SERVICE_SIDE = "officer"
_SIDES = {MEMBER: MEMBER_SIDE, MEMBER_SERVICES: DESK_SIDE}
LONGEST_REFERENCE = 60
# The desk reads of a request what members read, but for what is the member's own turn.
_MEMBERS_TURN = ("awaiting_member", "further_information", "responded")

Facts = dict[str, Any]


@dataclass(frozen=True)
class RequestView:
    """The answer of REQUEST, and which side its reader is on: by the role in which the service shows it."""

    facts: Facts
    timeline: list[Facts]
    permitted: frozenset[str]
    officers: list[dict[str, str]]
    sequence: int
    side: str

    @property
    def reference(self) -> str:
        """Its own reference, as written."""
        return str(self.facts["reference"])

    @property
    def id(self) -> str:
        """What services call it."""
        return str(self.facts["request_id"])

    @property
    def state(self) -> str:
        """Where it stands."""
        return str(self.facts["state"])

    @property
    def reader(self) -> str:
        """Whose words a state is said in: "member" or "officer"."""
        return reader_of(self.side, self.state)

    @property
    def since(self) -> str:
        """When it came to stand where it stands: an instant."""
        entries = self.timeline
        began = len(entries) - 1
        while began > 0 and entries[began - 1]["data"].get("state") == self.state:
            began -= 1
        return str(entries[began]["time"])


def reader_of(side: str, state: str) -> str:
    """In whose words `side` reads of a request in `state`."""
    if side == DESK_SIDE:
        return "officer" if state in _MEMBERS_TURN else "member"
    return side


def request_question(reference: str) -> Ask:
    """REQUEST, to be asked together with others. Raises NotFound for what can be no reference."""
    if len(reference) > LONGEST_REFERENCE:
        raise NotFound
    return question(requests_calls.REQUEST, {"reference": reference})


def viewed(settled: Settled) -> RequestView:
    """The request in an answer. Raises CallProblem."""
    if isinstance(settled, CallProblem):
        raise settled
    answer = settled.result
    return RequestView(
        facts=_named(answer["request"]),
        timeline=answer["timeline"],
        permitted=frozenset(answer["permitted"]),
        officers=answer["officers"],
        sequence=answer["sequence"],
        side=_SIDES.get(answer["role"], SERVICE_SIDE),
    )


def _named(facts: Facts) -> Facts:
    """Names that the service has not heard of yet are said in general."""
    return facts | {
        "service": facts["service"] or "the service",
        "member": facts["member"] or "the member",
    }


def look_up(reference: str) -> RequestView:
    """The request with that reference. Raises CallProblem: not_found too when it is not theirs to see."""
    asked = request_question(reference)
    return viewed(ask(asked.call, asked.body))
