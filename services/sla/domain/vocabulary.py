"""The words of clocks."""

from enum import StrEnum


class Kind(StrEnum):
    """What a clock measures."""

    INITIAL_RESPONSE = "initial_response"
    FULL_RESPONSE = "full_response"
    FURTHER_RESPONSE = "further_response"
    ESCALATION = "escalation"
    NEXT_UPDATE = "next_update"
    WORK_CHECK = "work_check"


class ClockState(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Told(StrEnum):
    """What is told about a due date."""

    DUE_SOON = "due_soon"
    BREACHED = "breached"
    OVER_BY_A_WEEK = "over_by_a_week"


STANDARD_KINDS = (Kind.INITIAL_RESPONSE, Kind.FULL_RESPONSE, Kind.FURTHER_RESPONSE, Kind.ESCALATION)
ALIVE = (ClockState.RUNNING, ClockState.PAUSED)

NORMAL, URGENT = "normal", "urgent"
