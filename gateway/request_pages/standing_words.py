"""Who has a request, what happens next and by when: the plain words on top of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gateway.request_pages.request_view import MEMBER_SIDE, RequestView
from gateway.wording import date_in_words, outcome_name, sentence_case, since_in_words
from services.contracts.vocabulary import CLOSED, RESPONDED, WITHDRAWN


@dataclass(frozen=True)
class StandingWords:
    """`lead` says who has it since when; `more` are short sentences; `late` says what is overdue."""

    lead: str
    more: tuple[str, ...] = ()
    next_step: str | None = None
    late: str | None = None


def standing_words(view: RequestView, today: date) -> StandingWords:
    """Where a request stands, to the one who reads it."""
    if view.state == RESPONDED:
        return _answered(view, today)
    if view.state in (CLOSED, WITHDRAWN):
        return _finished(view, today)
    if view.state == "awaiting_member":
        return _asked(view, today)
    return _with_service(view, today)


def people_in_words(names: Sequence[str]) -> str:
    """Like "Ann", "Ann and Bob", "Ann, Bob and Cath"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def who_has_it(view: RequestView) -> str:
    """A sentence that names the officers who have it."""
    names = view.facts["officers"] or ([view.facts["holder"]] if view.facts["holder"] else [])
    if not names:
        return (
            "Nobody in the service has it by name yet."
            if view.side == MEMBER_SIDE
            else "Nobody has it by name yet."
        )
    return f"{people_in_words(names)} {'has' if len(names) == 1 else 'have'} it."


def _with_service(view: RequestView, today: date) -> StandingWords:
    lead = f"With {view.facts['service']} {since_in_words(view.since, today)}"
    promised = view.facts["next_update_on"]
    if promised and date.fromisoformat(promised) < today:
        late = f"An update was due by {date_in_words(promised, today)}, and it has not come."
        return StandingWords(lead, (who_has_it(view),), view.facts["next_step"], late)
    return StandingWords(lead, (who_has_it(view), _what_comes(view, today)), view.facts["next_step"])


def _what_comes(view: RequestView, today: date) -> str:
    promised = view.facts["next_update_on"]
    if promised:
        return (
            f"{_owner(view)} next {'hear' if _is_own(view) else 'hears'} by {date_in_words(promised, today)}."
        )
    if view.facts["first_answer_at"] is None:
        return f"{_owner(view)} {'are' if _is_own(view) else 'is'} owed a first answer."
    return f"{_owner(view)} {'are' if _is_own(view) else 'is'} owed an answer in full."


def _asked(view: RequestView, today: date) -> StandingWords:
    since = since_in_words(view.since, today)
    asked = f"{sentence_case(view.facts['service'])} asked a question and can go on once"
    if _is_own(view):
        return StandingWords(f"Waiting for you {since}", (f"{asked} you answer it.",))
    return StandingWords(
        f"Waiting for {view.facts['member']} {since}", (who_has_it(view), f"{asked} it is answered.")
    )


def _answered(view: RequestView, today: date) -> StandingWords:
    answers = [entry for entry in view.timeline if entry["type"] == "response_given"]
    lead = f"Answered in full {_on(view.facts['responded_at'], today)}"
    came_to = outcome_name(answers[-1]["data"]["outcome"]) + "." if answers else ""
    if _is_own(view):
        return StandingWords(lead, (came_to, "Is it done? Only you can close it."))
    return StandingWords(lead, (came_to, f"It is for {view.facts['member']} to close it."))


def _finished(view: RequestView, today: date) -> StandingWords:
    if view.state == WITHDRAWN:
        return StandingWords(f"Withdrawn {_on(view.since, today)}", ("Nothing more happens to it.",))
    return StandingWords(
        f"Closed {_on(view.facts['closed_at'] or view.since, today)}", ("Nothing more happens to it.",)
    )


def _on(instant: str, today: date) -> str:
    words = date_in_words(instant, today)
    return words if words in ("today", "yesterday", "tomorrow") else f"on {words}"


def _owner(view: RequestView) -> str:
    return "You" if _is_own(view) else sentence_case(view.facts["member"])


def _is_own(view: RequestView) -> bool:
    return view.side == MEMBER_SIDE
