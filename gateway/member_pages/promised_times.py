"""What the council promises for a category: shown before a request is sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gateway.asking import ask_together, question
from gateway.parts import parts
from gateway.service_clients.outcome import CallProblem
from services.chassis.clock import council_date
from services.contracts import sla_calls

SHOWN = ("initial_response", "full_response")
_NORMAL = "normal"

Standard = Mapping[str, Any]


def promised_times(category_id: str) -> dict[str, int] | None:
    """Working days to the first answer and to the answer in full, by what the clock is called.

    None while nobody can say: the form is shown without this rather than not at all.
    """
    settled = ask_together(question(sla_calls.STANDARDS))[0]
    if isinstance(settled, CallProblem):
        return None
    answer = settled.result
    services = {category["id"]: category["service_id"] for category in answer["categories"]}
    today = council_date(parts().clock.now())
    about = (services.get(category_id), category_id)
    found = {clock: length_of(clock, about, today, answer["standards"]) for clock in SHOWN}
    return {clock: length for clock, length in found.items() if length is not None}


def length_of(
    clock: str, about: tuple[str | None, str], today: date, standards: Sequence[Standard]
) -> int | None:
    """The working days of the standard in force for what starts today, and is not urgent.

    `about`: service and category. The most particular one wins, then the latest start, then the latest
    recorded: as sla itself chooses, which a test holds this to.
    """
    fitting = [
        (_particularity(standard), str(standard["starts"] or ""), position, int(standard["working_days"]))
        for position, standard in enumerate(standards)
        if standard["clock"] == clock and _fits(standard, about) and (standard["starts"] or "") <= str(today)
    ]
    return max(fitting)[-1] if fitting else None


def _fits(standard: Standard, about: tuple[str | None, str]) -> bool:
    wanted = (standard["service_id"], standard["category_id"], standard["priority"])
    return all(one is None or one == found for one, found in zip(wanted, (*about, _NORMAL), strict=True))


def _particularity(standard: Standard) -> tuple[bool, bool, bool]:
    return (
        standard["priority"] is not None,
        standard["category_id"] is not None,
        standard["service_id"] is not None,
    )
