"""How fresh figures are: whether all is counted that the sources had stored when the page was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gateway.asking import question
from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.readiness import PROBE
from gateway.service_clients.clients import Ask
from gateway.service_clients.outcome import Outcome, Position
from services.contracts.calls import Call
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import FOLLOWS, REPORTING

ANSWERS_WITHIN_SECONDS = 2.0
SOURCES = FOLLOWS[REPORTING]


@dataclass(frozen=True)
class Stored:
    """What the sources had stored. `is_behind`: one of them has itself not worked out all that it heard."""

    positions: tuple[Position, ...]
    is_behind: bool
    is_unknown: bool

    def asked_for(self, call: Call, body: dict[str, Any]) -> Ask:
        """A question whose answer should reflect all of it; reporting waits for that for a second."""
        asked = question(call, body)
        return replace(asked, at_least=(*asked.at_least, *self.positions))


@dataclass(frozen=True)
class Freshness:
    """What a page says of it. Instants are ISO texts; `age_seconds` is that of `counted_to`.

    `waiting_since`: since when something cannot be counted. `is_unknown`: a source does not answer.
    """

    counted_to: str | None
    age_seconds: float
    waiting_since: str | None
    is_behind: bool
    is_unknown: bool


def stored_by_now() -> Stored:
    """Ask every source."""
    asks = [
        Ask(chassis_calls(name)["progress"], {}, PROBE, correlation_id=correlation_id()) for name in SOURCES
    ]
    answers = parts().clients.ask_together(asks, ANSWERS_WITHIN_SECONDS)
    told = {
        name: answer.result
        for name, answer in zip(SOURCES, answers, strict=True)
        if isinstance(answer, Outcome)
    }
    positions = tuple(
        {"source": name, **progress["latest"]} for name, progress in told.items() if progress["latest"]
    )
    working = any(
        progress[what] for progress in told.values() for what in ("working_out", "waiting", "parked")
    )
    return Stored(positions, working, len(told) < len(SOURCES))


def freshness(stored: Stored, told: Mapping[str, Any], is_behind: bool) -> Freshness:
    """Of an answer of reporting: `told` is where it says up to what it has counted."""
    counted_to = told["applied_at"]
    age = parts().clock.now() - datetime.fromisoformat(counted_to) if counted_to else None
    return Freshness(
        counted_to,
        age.total_seconds() if age else 0.0,
        told["waiting_since"],
        is_behind or stored.is_behind,
        stored.is_unknown,
    )
