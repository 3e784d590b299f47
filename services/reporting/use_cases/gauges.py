"""The council's figures for Prometheus, as at today."""

from typing import Any

from prometheus_client import Gauge

from services.contracts.reporting_vocabulary import ANSWERS, COLUMNS
from services.contracts.vocabulary import IN_ACTION
from services.reporting.repository.papers import Compared

REQUESTS = Gauge("memberzone_requests", "Requests by column and how they are counted", ["column", "counted"])
WORKING_DAYS = Gauge(
    "memberzone_answer_working_days_mean", "Mean working days to an answer", ["column", "answer"]
)
FAILING = Gauge("memberzone_failing_checks", "Identities of the update paper that do not hold")
DIFFERENCES = Gauge(
    "memberzone_figures_differences", "Places in which requests counted another number, when last compared"
)

COUNTED = ("made", *IN_ACTION, "over_by_a_week", "open_with_members", "closed_by_members")


def show(paper: dict[str, Any], compared: Compared | None) -> None:
    """Set all of them."""
    for name in COLUMNS:
        column = paper["columns"][name]
        for counted in COUNTED:
            REQUESTS.labels(name, counted).set(column[counted])
        for answer in ANSWERS:
            if column[answer]["mean"] is not None:
                WORKING_DAYS.labels(name, answer).set(column[answer]["mean"])
    FAILING.set(sum(not check["holds"] for check in paper["checks"]))
    DIFFERENCES.set(len(compared.differences) if compared else 0)
