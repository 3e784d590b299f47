"""The update paper recounted the long way, day by day and request by request, out of plain events.

Nothing of the service is used: what is counted here is what the paper's definitions say.
"""

from dataclasses import dataclass, field
from typing import Any

IN_ACTION = ("with_service", "awaiting_member", "work_scheduled", "further_information", "escalated")


@dataclass
class PlainRequest:
    """Facts in the order of their streams, each with its day.

    `events`: (day, type, state, what it says of the request). `clocks`: (day, clock, facts). `answers`: (day,
    closing, speed, quality).
    """

    member: str
    channel: str
    events: list[tuple[int, str, str, dict[str, str]]] = field(default_factory=list)
    clocks: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    answers: list[tuple[int, int, str | None, str | None]] = field(default_factory=list)

    @property
    def made_on(self) -> int:
        return self.events[0][0]

    def known(self, day: int) -> dict[str, str]:
        """Service, category and so on at the end of a day."""
        said: dict[str, str] = {}
        for on, _, _, facts in self.events:
            if on <= day:
                said.update(facts)
        return said

    def state(self, day: int) -> str:
        return [state for on, _, state, _ in self.events if on <= day][-1]

    def clock(self, clock: str, day: int) -> dict[str, Any] | None:
        stood = [facts for on, name, facts in self.clocks if name == clock and on <= day]
        return stood[-1] if stood else None

    def is_over(self, day: int) -> bool:
        if self.state(day) != "with_service":
            return False
        clocks = [self.clock(name, day) for name in ("initial_response", "full_response")]
        due = [clock["due_on"] for clock in clocks if clock and clock["state"] == "running"]
        return bool(due) and day - min(due) >= 7

    def taken(self, clock: str, since: int, day: int) -> int | None:
        stood = self.clock(clock, day)
        if (
            stood is None
            or stood["state"] not in ("met", "missed")
            or not since <= stood["stopped_on"] <= day
        ):
            return None
        taken: int = stood["taken"]
        return taken

    def rated(self, since: int, day: int) -> list[tuple[str | None, str | None]]:
        """The answers in force on a day, of those first given in the period."""
        found = []
        for closing in {closing for _, closing, _, _ in self.answers}:
            versions = [answer for answer in self.answers if answer[1] == closing]
            in_force = [answer for answer in versions if answer[0] <= day]
            if in_force and since <= versions[0][0]:
                found.append(in_force[-1][2:])
        return found


def recount(requests: list[PlainRequest], columns: dict[str, str], since: int, day: int) -> dict[str, Any]:
    """The columns of the paper, and feedback, as at a day."""
    there = [request for request in requests if request.made_on <= day]
    in_columns = {
        name: [one for one in there if name in ("total", columns[one.known(day)["service_id"]])]
        for name in ("ris", "other", "total")
    }
    return {name: _column(found, since, day) for name, found in in_columns.items()}


def _column(requests: list[PlainRequest], since: int, day: int) -> dict[str, Any]:
    states = [request.state(day) for request in requests]
    made = [request for request in requests if request.made_on >= since]
    rated = [answer for request in requests for answer in request.rated(since, day)]
    return {
        "made": len(made),
        **{state: states.count(state) for state in (*IN_ACTION, "withdrawn")},
        "in_action": sum(state in IN_ACTION for state in states),
        "over_by_a_week": sum(request.is_over(day) for request in requests),
        "actioned": sum(state not in IN_ACTION for state in states),
        "closed_by_members": states.count("closed") + states.count("withdrawn"),
        "open_with_members": states.count("responded"),
        "initial_response": _taken([one.taken("initial_response", since, day) for one in requests]),
        "full_response": _taken([one.taken("full_response", since, day) for one in requests]),
        "responses": _times(requests, "response_given", since, day),
        "closures": _times(requests, "request_closed", since, day),
        "speeds": sorted(speed for speed, _ in rated if speed),
        "qualities": sorted(quality for _, quality in rated if quality),
    }


def _times(requests: list[PlainRequest], kind: str, since: int, day: int) -> int:
    return sum(name == kind and since <= on <= day for one in requests for on, name, _, _ in one.events)


def _taken(found: list[int | None]) -> dict[str, Any]:
    days = sorted(taken for taken in found if taken is not None)
    if not days:
        return {"count": 0, "mean": None, "median": None, "p90": None}
    half, odd = divmod(len(days), 2)
    median = days[half] if odd else (days[half - 1] + days[half]) / 2
    rank = 1
    while rank * 10 < len(days) * 9:
        rank += 1
    return {"count": len(days), "mean": sum(days) / len(days), "median": median, "p90": days[rank - 1]}
