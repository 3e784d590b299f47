"""How long an answer may take and usually takes in a category: shown before a request is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from gateway.asking import ask_together, question
from gateway.parts import parts
from gateway.service_clients.clients import Settled
from gateway.service_clients.outcome import CallProblem
from gateway.wording import counted
from services.chassis.clock import council_date
from services.contracts import reporting_calls, sla_calls

SHOWN = ("initial_response", "full_response")
_NORMAL = "normal"

Standard = Mapping[str, Any]


@dataclass(frozen=True)
class Times:
    """The standard in working days by what its clock is called, and how long answers usually took, in words.

    Each is None while nobody can say: the form is shown without it rather than not at all.
    """

    promised: Mapping[str, int] | None
    usual: str | None


def times_of(category_id: str) -> Times:
    """What can be said of a category."""
    standards, usual = ask_together(
        question(sla_calls.STANDARDS), question(reporting_calls.USUAL_TIME, {"category_id": category_id})
    )
    return Times(_promised(standards, category_id), _usual(usual))


def _usual(settled: Settled) -> str | None:
    return None if isinstance(settled, CallProblem) else usual_in_words(settled.result)


def usual_in_words(found: Mapping[str, Any]) -> str | None:
    """What reporting says of a category, as a sentence; None when it has too few answers to say anything."""
    if found["median"] is None:
        return None
    half, most = (_within(ceil(found[name])) for name in ("median", "p90"))
    answers = f"{found['count']:,} answers in full to such requests"
    return f"In the last year, half of the {answers} came {half}, nine in ten {most}."


def _within(working_days: int) -> str:
    return f"within {counted(working_days, 'working day')}" if working_days else "on the same working day"


def _promised(settled: Settled, category_id: str) -> Mapping[str, int] | None:
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
