"""Who has a request, what happens next and by when: the plain words on top of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gateway.request_pages.request_view import MEMBER_SIDE, RequestView
from gateway.wording import clock_name, date_in_words, day_of, outcome_name, sentence_case, since_in_words
from services.chassis.clock import council_date
from services.contracts.vocabulary import CLOSED, DAYS_TO_REOPEN, RESPONDED, WITHDRAWN


@dataclass(frozen=True)
class StandingWords:
    """`lead` says who has it since when; `more` are short sentences; `late` says what is overdue."""

    lead: str
    more: tuple[str, ...] = ()
    next_step: str | None = None
    late: str | None = None


def standing_words(view: RequestView, today: date) -> StandingWords:
    """Where a request stands, to the one who reads it."""
    if view.facts.get("frozen"):
        return _at_rest(view)
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


def urgency_reason(view: RequestView) -> str | None:
    """Why the member asked for it to be urgent, while nobody has decided."""
    if view.facts.get("urgency") != "asked":
        return None
    asked = [entry for entry in view.timeline if entry["type"] == "urgency_asked"]
    return asked[-1]["texts"].get("reason") if asked else None


def _at_rest(view: RequestView) -> StandingWords:
    return StandingWords(
        "At rest",
        (
            f"{view.facts['member']}’s term of office has ended, so nobody is waited for.",
            "Member Services can hand it over to another member.",
        ),
    )


def _with_service(view: RequestView, today: date) -> StandingWords:
    lead = f"With {_holder(view) or view.facts['service']} {since_in_words(view.since, today)}"
    more = (who_has_it(view), _work(view, today), _what_comes(view, today))
    return StandingWords(lead, more, view.facts["next_step"], _late(view, today))


def _late(view: RequestView, today: date) -> str | None:
    due = view.facts.get("due")
    if due is None or day_of(due["due_on"]) >= today:
        return None
    return f"{clock_name(due['clock'])} was due by {date_in_words(due['due_on'], today)}, and has not come."


def _work(view: RequestView, today: date) -> str:
    day = view.facts.get("work_on") if view.state == "work_scheduled" else None
    return f"Work is planned for {date_in_words(day, today)}." if day else ""


def _holder(view: RequestView) -> str | None:
    """With whom it stands while it is escalated."""
    escalation = view.facts.get("escalation")
    if not escalation:
        return None
    whose = "the head of service" if escalation["level"] == 1 else "a director"
    return f"{escalation['holder']}, as it was escalated," if escalation["holder"] else f"{whose}, escalated,"


def _what_comes(view: RequestView, today: date) -> str:
    promised = _promised(view)
    if promised and day_of(promised) >= today:
        return (
            f"{_owner(view)} next {'hear' if _is_own(view) else 'hears'} by {date_in_words(promised, today)}."
        )
    if view.facts["first_answer_at"] is None:
        return f"{_owner(view)} {'are' if _is_own(view) else 'is'} owed a first answer."
    return f"{_owner(view)} {'are' if _is_own(view) else 'is'} owed an answer in full."


def _promised(view: RequestView) -> str | None:
    """By when an update is due now: pauses may have moved what was promised."""
    running = [c for c in view.facts.get("clocks", ()) if c["clock"] == "next_update" and c["due_on"]]
    promised: str | None = running[-1]["due_on"] if running else view.facts["next_update_on"]
    return promised


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
        if any(entry["type"] == "request_merged" for entry in view.timeline):
            other = (view.facts.get("merged_into") or {}).get("reference") or "another request"
            return StandingWords(f"Merged {_on(view.since, today)}", (f"It goes on in {other}.",))
        return StandingWords(f"Withdrawn {_on(view.since, today)}", ("Nothing more happens to it.",))
    closed = str(view.facts["closed_at"] or view.since)
    return StandingWords(f"Closed {_on(closed, today)}", (_after_closing(view, closed, today),))


def _after_closing(view: RequestView, closed: str, today: date) -> str:
    if "reopen" not in view.permitted:
        return "Nothing more happens to it."
    last = council_date(datetime.fromisoformat(closed)) + timedelta(days=DAYS_TO_REOPEN)
    return f"It can be opened again until {date_in_words(last, today)}."


def _on(instant: str, today: date) -> str:
    words = date_in_words(instant, today)
    return words if words in ("today", "yesterday", "tomorrow") else f"on {words}"


def _owner(view: RequestView) -> str:
    return "You" if _is_own(view) else sentence_case(view.facts["member"])


def _is_own(view: RequestView) -> bool:
    return view.side == MEMBER_SIDE
