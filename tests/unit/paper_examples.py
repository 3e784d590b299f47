"""The update paper that the council knows: as at 22 September 2023, its contradictions put right."""

from datetime import UTC, datetime
from typing import Any

from gateway.documents.paper import Issue, Paper

NAMES = {"ris": "Roads and Infrastructure Services", "other": "Other services", "total": "All services"}
HEAPS = (
    "made",
    "in_action",
    "with_service",
    "awaiting_member",
    "work_scheduled",
    "further_information",
    "escalated",
    "over_by_a_week",
    "actioned",
    "closed_by_members",
    "withdrawn",
    "open_with_members",
)
COMMENT = "Very quick: the roads team at Càrn Dearg\nhad it done the same week."
ACTION = {
    "action": "Tell the member on the day a pothole is filled",
    "owner": "Roads Operations Manager",
    "due_on": "2023-12-15",
    "standing": "Under way",
}
ISSUE = Issue(3, "Sam Kerr", datetime(2023, 10, 3, 23, 30, tzinfo=UTC))  # the 4th, where the council is


def taken(count: int, days: int, median: float, p90: int) -> dict[str, Any]:
    """The figures of one clock, of `days` working days in all."""
    return {"count": count, "mean": days / count if count else None, "median": median, "p90": p90}


def column(heaps: tuple[int, ...], first: dict[str, Any], full: dict[str, Any]) -> dict[str, Any]:
    """One column of the table."""
    counted = dict(zip(HEAPS, heaps, strict=True))
    return {**counted, "initial_response": first, "full_response": full}


def kept(count: int, met_original: int, agreed: int = 0, met_agreed: int = 0) -> dict[str, int]:
    """What was on time."""
    return {"count": count, "met_original": met_original, "agreed": agreed, "met_agreed": met_agreed}


def figures() -> dict[str, Any]:
    """The JSON of the paper."""
    ris = (1246, 188, 139, 0, 25, 21, 3, 30, 1058, 621, 9, 437)
    other = (357, 17, 12, 0, 2, 3, 0, 3, 340, 215, 3, 125)
    total = tuple(one + two for one, two in zip(ris, other, strict=True))
    return {
        "as_at": "2023-09-22",
        "since": "2022-06-06",
        "columns": {
            "ris": column(ris, taken(1200, 3360, 2, 6), taken(1058, 22006, 18.5, 41)),
            "other": column(other, taken(350, 2975, 7, 16), taken(340, 4760, 12, 27)),
            "total": column(total, taken(1550, 6335, 3, 9), taken(1398, 26766, 16, 38)),
        },
        "feedback": {
            "speed": {"answered": 79, "moderately_or_better": 70},
            "quality": {"answered": 90, "satisfactory_or_better": 82, "good_or_better": 75},
        },
        "usage": {
            "members": 36,
            "mean": 1603 / 36,
            "bands": {"0-29": 15, "30-69": 15, "70+": 6},
            "highest": 190,
            "former": 0,
        },
        "channels": {"online": 1253, "logged_by_officer": 350},
        "flows": {"responses": 1436, "closures": 861},
        "checks": [{"name": "made = in action + actioned", "holds": True}],
    }


def more() -> dict[str, Any]:
    """What reporting tells beside it."""
    on_time = {"initial_response": kept(1550, 1200), "full_response": kept(1398, 991, 50, 44)}
    service = {**column((0,) * len(HEAPS), {}, {}), "service_id": "roads", "name": "Roads", "column": "ris"}
    return {
        "definitions": 1,
        "first_on": "2022-06-06",
        "from_beginning": True,
        "applied_at": None,
        "waiting_since": None,
        "column_names": NAMES,
        "services": [service | {"made": 1246}, service | {"name": "Never asked"}],
        "on_time": dict.fromkeys(NAMES, on_time),
        "months": [
            {"month": "2023-08", "made": 90, "responses": 80, "closures": 40, "in_action": 190},
            {"month": "2023-09", "made": 70, "responses": 65, "closures": 33, "in_action": 205},
        ],
    }


def paper(**changed: Any) -> Paper:
    """The issued paper with a comment and an improvement; `changed` fields differ."""
    given = {"figures": figures(), "more": more(), "comments": (COMMENT,), "improvements": (ACTION,)}
    return Paper("Argyll and Bute Council", **{**given, "issue": ISSUE, **changed})


def quiet_paper() -> Paper:
    """A draft of a council in which nothing has happened yet."""
    nothing = taken(0, 0, 0, 0) | {"median": None, "p90": None}
    none = figures() | {
        "since": None,
        "columns": dict.fromkeys(NAMES, column((0,) * len(HEAPS), nothing, nothing)),
        "feedback": {
            "speed": {"answered": 0, "moderately_or_better": 0},
            "quality": {"answered": 0, "satisfactory_or_better": 0, "good_or_better": 0},
        },
        "usage": {
            "members": 0,
            "mean": None,
            "bands": dict.fromkeys(("0-29", "30-69", "70+"), 0),
            "highest": 0,
            "former": 0,
        },
        "channels": {"online": 0, "logged_by_officer": 0},
        "flows": {"responses": 0, "closures": 0},
        "checks": [],
    }
    on_time = {"initial_response": kept(0, 0), "full_response": kept(0, 0)}
    beside = more() | {"first_on": None, "services": [], "months": []}
    beside["on_time"] = dict.fromkeys(NAMES, on_time)
    return paper(figures=none, more=beside, comments=(), improvements=(), issue=None)
