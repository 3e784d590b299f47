"""The life of a suggestion: made, supported, answered, done."""

from enum import StrEnum


class SuggestionState(StrEnum):
    """How a suggestion stands."""

    NEW = "new"
    PLANNED = "planned"
    DECLINED = "declined"
    DONE = "done"


def after_answer(state: SuggestionState, decision: SuggestionState) -> SuggestionState | None:
    """Where the desk's answer leads; None: what is done stays done."""
    return None if state is SuggestionState.DONE else decision


def after_finish(state: SuggestionState) -> SuggestionState | None:
    """Where finishing leads; None: only what was planned can be done."""
    return SuggestionState.DONE if state is SuggestionState.PLANNED else None


def may_support(author_id: str, person_id: str, state: SuggestionState) -> bool:
    """Others support what is not settled yet."""
    settled = (SuggestionState.DECLINED, SuggestionState.DONE)
    return author_id != person_id and state not in settled
