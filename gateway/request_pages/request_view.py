"""One request as the person who reads it stands to it."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from werkzeug.exceptions import NotFound

from gateway.asking import ask, question
from gateway.current_person import signed_in_person
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem
from services.contracts import requests_calls
from services.contracts.vocabulary import INFORMATION_GOVERNANCE, MEMBER, MEMBER_SERVICES

MEMBER_SIDE = "member"
DESK_SIDE = "desk"
SERVICE_SIDE = "officer"
JOINED_SIDE = "joined"  # another member, who is told what its owner is told
GOVERNANCE_SIDE = "governance"
OWNERS_SIDES = (MEMBER_SIDE, DESK_SIDE)
_SIDES = {
    MEMBER: MEMBER_SIDE,
    MEMBER_SERVICES: DESK_SIDE,
    INFORMATION_GOVERNANCE: GOVERNANCE_SIDE,
}
LONGEST_REFERENCE = 60
# Where each side comes from: the entry of the navigation, its endpoint, and its words.
_FROM = {
    MEMBER_SIDE: ("requests", "member.portfolio", "Your requests"),
    JOINED_SIDE: ("requests", "member.portfolio", "Your requests"),
    DESK_SIDE: ("desk", "desk.show", "The desk"),
    GOVERNANCE_SIDE: ("find", "finding.show", "Find a request"),
    SERVICE_SIDE: ("worklist", "officer.worklist", "Worklist"),
}
# The desk, Information Governance, and who joined, read what members read, but for what is the member's turn.
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
    retractable: frozenset[int] = frozenset()

    @property
    def reference(self) -> str:
        """Its own reference, as written."""
        return str(self.facts["reference"])

    @property
    def id(self) -> str:
        """What services call it."""
        return str(self.facts["request_id"])

    @property
    def is_glimpse(self) -> bool:
        """Whether the reader may know little more than that there is such a request."""
        return "ask" not in self.facts

    @property
    def state(self) -> str:
        """Where it stands."""
        return str(self.facts["state"])

    @property
    def reader(self) -> str:
        """Whose words a state is said in: "member" or "officer"."""
        return reader_of(self.side, self.state)

    @property
    def comes_from(self) -> tuple[str, str, str]:
        """Where its reader comes from: the entry of the navigation, its endpoint, its words."""
        return _FROM[self.side]

    @property
    def latest(self) -> int:
        """The sequence of the last entry that its reader is told; 0 when they are told none."""
        return int(self.timeline[-1]["sequence"]) if self.timeline else 0

    @property
    def dates(self) -> str:
        """Another whenever its dates are told otherwise: clocks follow what happens a moment later."""
        told = [self.facts.get(name) for name in ("clocks", "due", "date_news")]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]

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
    if side in (DESK_SIDE, GOVERNANCE_SIDE, JOINED_SIDE):
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
    return viewed_answer(settled.result)


def viewed_answer(answer: Facts) -> RequestView:
    """The request as REQUEST answers it, or CASEWORK_FILE for each."""
    facts = answer["request"]
    side = _SIDES.get(answer["role"], SERVICE_SIDE)
    if side == MEMBER_SIDE and facts.get("member_id") != signed_in_person().id:
        side = JOINED_SIDE
    return RequestView(
        facts=_named(facts),
        timeline=answer["timeline"],
        permitted=frozenset(answer["permitted"]),
        officers=answer["officers"],
        sequence=answer["sequence"],
        retractable=frozenset(answer.get("retractable", ())),
        side=side,
    )


def _named(facts: Facts) -> Facts:
    """Names that the service has not heard of yet are said in general."""
    return facts | {
        "service": facts.get("service") or "the service",
        "member": facts.get("member") or "the member",
    }


def look_up(reference: str) -> RequestView:
    """The request with that reference. Raises CallProblem: not_found too when it is not theirs to see."""
    asked = request_question(reference)
    return viewed(ask(asked.call, asked.body))
