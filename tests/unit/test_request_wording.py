"""How pages tell where a request stands and what happened to it."""

from datetime import date, timedelta
from typing import Any

import pytest

from gateway.request_pages.request_view import RequestView, reader_of, viewed
from gateway.request_pages.standing_words import people_in_words, standing_words, urgency_reason
from gateway.request_pages.timeline_words import told
from gateway.service_clients.outcome import Outcome
from services.contracts.vocabulary import DAYS_TO_REOPEN
from services.requests.domain.needs import REOPENED_WITHIN

TODAY = date(2026, 11, 20)  # a Friday
RAISED = "2026-11-17T09:00:00+00:00"
LATER = "2026-11-19T12:00:00+00:00"


def entry(type_: str, sequence: int = 1, **different: Any) -> dict[str, Any]:
    """One entry of a timeline."""
    plain = {"by": "Ailsa Munro", "role": "member", "texts": {}, "imported": False, "time": RAISED}
    return {"sequence": sequence, "type": type_, "data": {"state": "with_service"}} | plain | different


def view(side: str = "member", timeline: list[dict[str, Any]] | None = None, **facts: Any) -> RequestView:
    """A request of Ailsa Munro's with Roads."""
    plain = {
        "state": "with_service",
        "service": "Roads",
        "member": "Ailsa Munro",
        "officers": [],
        "holder": None,
        "next_step": None,
        "next_update_on": None,
        "first_answer_at": None,
        "responded_at": None,
        "closed_at": None,
        "what_happened": "A hole.",
    }
    entries = timeline or [entry("request_raised")]
    return RequestView(plain | facts, entries, frozenset(), [], len(entries), side)


def said(shown: RequestView) -> str:
    """Everything that stands on top."""
    words = standing_words(shown, TODAY)
    return " ".join([words.lead + ".", words.late or "", *words.more]).replace("  ", " ").strip()


def test_a_new_request_is_with_the_service_since_the_day_it_was_raised() -> None:
    nobody = "Nobody in the service has it by name yet."
    assert said(view()) == f"With Roads since Tuesday. {nobody} You are owed a first answer."


def test_an_officer_reads_who_is_owed_an_answer() -> None:
    text = said(view("officer", officers=["Ann", "Bob"]))
    assert text == "With Roads since Tuesday. Ann and Bob have it. Ailsa Munro is owed a first answer."


def test_a_promised_date_is_told_until_it_is_past_and_then_it_is_late() -> None:
    promised = view(holder="Ann", next_update_on="2026-11-20", first_answer_at=LATER)
    assert said(promised).endswith("Ann has it. You next hear by today.")
    due = {"clock": "next_update", "number": 1, "due_on": "2026-11-19"}
    broken = view(holder="Ann", next_update_on="2026-11-19", first_answer_at=LATER, due=due)
    assert "Next update was due by yesterday, and has not come." in said(broken)
    assert "next hear" not in said(broken)


def test_a_promise_that_a_question_put_off_is_told_by_its_new_date() -> None:
    moved = {"clock": "next_update", "number": 1, "state": "running", "due_on": "2026-11-24"}
    asked = view(holder="Ann", next_update_on="2026-11-19", first_answer_at=LATER, clocks=[moved])
    assert said(asked).endswith("You next hear by Tuesday 24 November.")


def test_since_counts_from_when_it_came_to_stand_there() -> None:
    asked = entry("clarification_asked", 2, data={"state": "awaiting_member"}, time=LATER)
    history = [entry("request_raised"), asked]
    shown = view(timeline=history, state="awaiting_member")
    assert said(shown).startswith("Waiting for you since yesterday.")
    assert said(view("desk", timeline=history, state="awaiting_member")).startswith(
        "Waiting for Ailsa Munro since yesterday."
    )


def test_what_is_answered_waits_for_the_member() -> None:
    answer = entry("response_given", 2, data={"state": "responded", "outcome": "cannot"}, time=LATER)
    facts = {"state": "responded", "responded_at": LATER, "timeline": [entry("request_raised"), answer]}
    assert (
        said(view(**facts))
        == "Answered in full yesterday. Cannot be done. Is it done? Only you can close it."
    )
    assert said(view("officer", **facts)).endswith("It is for Ailsa Munro to close it.")


@pytest.mark.parametrize(
    ("state", "words"), [("closed", "Closed on Tuesday"), ("withdrawn", "Withdrawn on Tuesday")]
)
def test_what_is_finished_says_since_when(state: str, words: str) -> None:
    assert said(view(state=state, closed_at=RAISED)).startswith(words)


def test_the_desk_reads_of_a_members_turn_as_others_do() -> None:
    assert [reader_of("desk", state) for state in ("with_service", "responded")] == ["member", "officer"]


def test_an_officer_who_gives_it_to_themself_takes_it() -> None:
    given = entry("officer_assigned", 2, by="Ann", role="officer", data={"officer": "Ann"})
    passed_on = entry("officer_assigned", 3, by="Ann", role="officer", data={"officer": "Bob"})
    titles = [(shown.title, shown.who) for shown in told(view(timeline=[given, passed_on]))]
    assert titles == [("Ann took it", None), ("Given to Bob", "Ann, Officer")]


def test_an_imported_case_names_nobody_it_does_not_know() -> None:
    imported = entry("response_given", by=None, role="officer", data={"outcome": "fulfilled"}, imported=True)
    shown = told(view(timeline=[imported]))[0]
    assert (shown.title, shown.who) == ("Answer in full: Done as asked", None)


def test_an_event_of_a_newer_service_is_told_by_its_name() -> None:
    assert (
        told(view(timeline=[entry("petition_signed", role="member_services")]))[0].title == "Petition signed"
    )


def test_names_are_listed_as_in_a_sentence() -> None:
    assert people_in_words(["Ann"]) == "Ann"
    assert people_in_words(["Ann", "Bob", "Cath"]) == "Ann, Bob and Cath"


def test_what_the_desk_logged_is_told_by_the_day_it_came_in() -> None:
    data = {"state": "with_service", "received_by": "phone"}
    logged = entry("request_raised", by="Eilidh Stewart", role="member_services", data=data)
    shown = told(view(timeline=[logged]))[0]
    assert shown.title == "Logged as your request, which came in by phone"
    assert (shown.when, shown.who) == (
        None,
        "Eilidh Stewart, Member Services. It came in on Tuesday 17 November 2026",
    )


def test_who_is_not_known_here_yet_is_spoken_of_in_general() -> None:
    facts = view(service=None, member=None, state="awaiting_member").facts
    answer = {"request": facts, "role": "officer", "timeline": [entry("request_raised")], "permitted": []}
    shown = viewed(Outcome({**answer, "officers": [], "sequence": 1}))
    assert "None" not in said(shown)
    assert said(shown).startswith("Waiting for the member since Tuesday.")
    assert said(shown).endswith("The service asked a question and can go on once it is answered.")


def test_it_says_with_whom_an_escalated_request_stands() -> None:
    held = view(state="escalated", escalation={"level": 1, "holder": "Iain Orr"})
    assert standing_words(held, TODAY).lead.startswith("With Iain Orr, as it was escalated, since")
    nobody = view(state="escalated", escalation={"level": 2, "holder": None})
    assert standing_words(nobody, TODAY).lead.startswith("With a director, escalated, since")


def test_pages_and_rules_agree_how_long_a_closed_request_can_be_opened_again() -> None:
    assert timedelta(days=DAYS_TO_REOPEN) == REOPENED_WITHIN


def test_it_says_what_is_late_once_its_day_is_past() -> None:
    due = {"clock": "initial_response", "number": 1, "due_on": "2026-11-20"}
    assert standing_words(view(due=due), TODAY).late is None
    late = standing_words(view(due=due | {"due_on": "2026-11-19"}), TODAY)
    assert late.late == "First answer was due by yesterday, and has not come."


def test_what_became_of_dates_stands_in_its_place_in_the_story() -> None:
    moved = {"kind": "moved", "clock": "full_response", "number": 1, "previous_due_on": "2026-12-08"}
    by_event = moved | {"due_on": "2026-12-15", "because": "request", "request_sequence": 2, "changes": []}
    closed = [{"date": "2026-11-30", "reason": "St Andrew’s Day"}]
    by_calendar = moved | {"due_on": "2026-12-09", "because": "calendar", "changes": closed}
    history = [
        entry("request_raised"),
        entry("deadline_agreed", 2, data={"due_on": "2026-12-15"}, time=LATER),
    ]
    news = [
        by_calendar | {"request_sequence": None, "time": RAISED},
        by_event | {"time": LATER},
    ]
    first, calendar, agreed = told(view(timeline=history, date_news=news))
    assert first.dates == ()
    words = "Answer in full: due by Wednesday 9 December 2026 now, not Tuesday 8 December 2026"
    assert (calendar.title, calendar.anchor, calendar.clock) == (words, "date-1", ("full_response", 1))
    assert calendar.dates == (
        "The council’s calendar changed.",
        "Monday 30 November 2026 is not worked: St Andrew’s Day.",
    )
    assert agreed.dates == (
        "Answer in full: due by Tuesday 15 December 2026 now, not Tuesday 8 December 2026.",
    )


def test_it_says_for_which_day_work_is_planned() -> None:
    planned = view(state="work_scheduled", work_on="2026-12-08", first_answer_at=RAISED)
    assert "Work is planned for Tuesday 8 December." in said(planned)


def test_what_rests_waits_for_nobody() -> None:
    resting = said(view("desk", frozen=True, next_update_on="2026-11-01"))
    assert resting.startswith("At rest. Ailsa Munro’s term of office has ended")
    assert "due" not in resting


@pytest.mark.parametrize(
    ("merged_into", "words"),
    [({"reference": "MZ-2"}, "It goes on in MZ-2."), (None, "It goes on in another request.")],
)
def test_a_merged_request_goes_on_in_the_other(merged_into: dict[str, str] | None, words: str) -> None:
    history = [entry("request_raised"), entry("request_merged", 2, data={"state": "withdrawn"}, time=LATER)]
    shown = view(state="withdrawn", timeline=history, merged_into=merged_into)
    assert said(shown) == f"Merged yesterday. {words}"


def test_why_it_is_urgent_is_said_while_nobody_has_decided() -> None:
    asked = [entry("request_raised"), entry("urgency_asked", 2, texts={"reason": "The ferry."})]
    assert urgency_reason(view(timeline=asked, urgency="asked")) == "The ferry."
    assert urgency_reason(view(timeline=asked, urgency="accepted")) is None


def test_services_are_named_and_what_only_they_read_is_marked() -> None:
    history = [
        entry("request_transferred", data={"from_service": "Roads", "service": "Education"}),
        entry("contributor_added", 2, data={}),
        entry("note_added", 3, by="Ann", role="officer", texts={"message": "Ring first."}),
    ]
    moved, asked, note = told(view("officer", timeline=history))
    assert (moved.title, moved.is_private) == ("Passed from Roads to Education", False)
    assert asked.title == "Another service was asked for its part"
    assert (note.title, note.is_private) == ("A note", True)
