"""Words for people: dates, times, counts, and a word for everything that the contracts can say."""

from datetime import UTC, date, datetime

import pytest

from gateway import state_words, wording
from services.contracts import sla_vocabulary, vocabulary

SATURDAY = date(2026, 11, 21)
COUNTS = [(0, "no requests"), (1, "1 request"), (1603, "1,603 requests")]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 20), "yesterday"),
        ("2026-11-22", "tomorrow"),
        ("2026-12-08", "Tuesday 8 December"),
        ("2027-01-08", "Friday 8 January 2027"),
        ("2026-06-30T23:30:00+00:00", "Wednesday 1 July"),
        (datetime(2026, 11, 20, 23, 59, tzinfo=UTC), "yesterday"),
    ],
)
def test_a_date_is_said_as_near_as_it_is(value: wording.Day, words: str) -> None:
    assert wording.date_in_words(value, SATURDAY) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-11-21", "since today"),
        ("2026-11-20", "since yesterday"),
        ("2026-11-17", "since Tuesday"),
        ("2026-11-14", "since Saturday 14 November"),
    ],
)
def test_since_names_the_weekday_within_a_week(value: str, words: str) -> None:
    assert wording.since_in_words(value, SATURDAY) == words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-11-21T14:05:00+00:00", "today at 2:05pm"),
        ("2026-11-21T00:00:00Z", "today at midnight"),
        ("2026-11-20T12:00:00+00:00", "yesterday at midday"),
        ("2026-07-01T08:00:00+00:00", "Wednesday 1 July at 9am"),
        ("2025-12-31T12:30:00+00:00", "Wednesday 31 December 2025 at 12:30pm"),
    ],
)
def test_an_instant_is_said_in_local_time(instant: str, words: str) -> None:
    assert wording.instant_in_words(instant, SATURDAY) == words


def test_a_full_date_always_has_its_year() -> None:
    assert wording.date_in_full("2026-12-08") == "Tuesday 8 December 2026"


@pytest.mark.parametrize(("number", "words"), COUNTS)
def test_things_are_counted_in_words(number: int, words: str) -> None:
    assert wording.counted(number, "request") == words


def test_an_irregular_plural_can_be_given() -> None:
    assert wording.counted(2, "reply", "replies") == "2 replies"


def test_only_the_first_letter_of_a_sentence_is_made_large() -> None:
    assert wording.sentence_case("since Tuesday 8 December") == "Since Tuesday 8 December"


@pytest.mark.parametrize(
    ("table", "listed"),
    [
        (state_words.STATES, vocabulary.STATES),
        (wording.ROLES, vocabulary.ANYONE),
        (wording.CHANNELS, vocabulary.CHANNELS),
        (wording.RECEIVED_BY, vocabulary.RECEIVED_BY),
        (wording.OUTCOMES, vocabulary.OUTCOMES),
        (wording.KINDS, vocabulary.KINDS),
        (wording.SCOPES, (*vocabulary.SCOPES, vocabulary.CALENDAR_FEED)),
        (wording.PRIORITIES, vocabulary.PRIORITIES),
        (wording.DUE, vocabulary.DUE),
        (wording.CLOCKS, sla_vocabulary.CLOCKS),
    ],
)
def test_every_word_of_the_contracts_can_be_said(table: dict[str, object], listed: tuple[str, ...]) -> None:
    assert set(table) == set(listed)


@pytest.mark.parametrize("state", vocabulary.STATES)
@pytest.mark.parametrize("reader", ["member", "officer"])
def test_a_state_is_a_short_name_and_a_sentence(state: str, reader: str) -> None:
    assert len(state_words.state_name(state, reader)) <= 32
    assert state_words.state_sentence(state, reader).endswith(".")


@pytest.mark.parametrize("state", vocabulary.STATES)
@pytest.mark.parametrize("reader", ["member", "officer"])
def test_no_sentence_promises_what_cannot_be_done_yet(state: str, reader: str) -> None:
    said = state_words.state_sentence(state, reader)
    assert not any(promise in said for promise in ("reopen", "ask for more", "clocks", "joined to"))


@pytest.mark.parametrize(("due_on", "is_late"), [("2026-11-20", True), ("2026-11-21", False), (None, False)])
def test_a_date_is_late_the_day_after(due_on: str | None, is_late: bool) -> None:
    due = {"clock": "next_update", "number": 1, "due_on": due_on} if due_on else None
    assert state_words.is_late({"due": due, "state": "with_service"}, SATURDAY) is is_late


@pytest.mark.parametrize(
    ("by", "words"),
    [("Una Scott", "Una Scott"), ("sla", "Member Zone itself"), ("operator:root", "the command line")],
)
def test_nobody_at_a_page_is_said_in_words(by: str, words: str) -> None:
    assert wording.keeper_name(by) == words


@pytest.mark.parametrize(
    ("row", "awaits"),
    [
        ({"state": "with_service", "due": None}, True),
        ({"state": "escalated"}, True),
        ({"state": "with_service", "due": {"due_on": "2026-11-21"}}, False),
        ({"state": "awaiting_member", "due": None}, False),
        ({"state": "responded", "due": None}, False),
        ({"state": "with_service", "due": None, "frozen": True}, False),
    ],
)
def test_only_what_a_service_has_to_answer_awaits_a_date(row: dict[str, object], awaits: bool) -> None:
    assert state_words.awaits_date(row) is awaits


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 minute"),
        (60.5, "2 minutes"),
        (7_100, "119 minutes"),
        (7_200, "2 hours"),
        (47 * 3_600, "47 hours"),
        (48 * 3_600, "2 days"),
        (2.1 * 86_400, "3 days"),
    ],
)
def test_an_age_is_never_less_than_it_is(seconds: float, words: str) -> None:
    assert wording.age_in_words(seconds) == words
