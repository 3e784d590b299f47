"""What each standing may read: no note, no constituent and no private word where it does not belong."""

from typing import Any

import pytest

from services.requests.domain import events as e
from services.requests.domain.reading import Reader, Reading, readable_fields, reading
from services.requests.domain.request_state import Message
from services.requests.domain.vocabulary import Outcome, Priority, Side, Standing, State
from tests.unit.request_examples import FRIDAY, at

NOTE = e.NoteAdded(State.WITH_SERVICE)
PART = e.ContributionAdded(State.WITH_SERVICE, "parks")
FROM_MEMBER = e.MessageAdded(State.WITH_SERVICE)
ANSWER = e.ResponseGiven(State.RESPONDED, Outcome.FULFILLED)
CONSTITUENT = e.ConstituentAttached(State.WITH_SERVICE)
FILE = e.AttachmentAdded(State.WITH_SERVICE, "file-1", "image/jpeg", 9)
URGENT = e.UrgencyAccepted(State.WITH_SERVICE, Priority.URGENT)
HELD = e.HoldPlaced(State.WITH_SERVICE)
ASKED = e.JoinAsked(State.WITH_SERVICE, "m")
NOTHING, FACT, WORDS = Reading.NOTHING, Reading.FACT, Reading.WORDS


def told(event: e.RequestEvent, *standings: Standing, said_by: Side = Side.SERVICE, **reader: Any) -> Reading:
    """How much of the event somebody with these standings reads."""
    return reading(event, said_by, Reader(frozenset(standings), **reader), {})


@pytest.mark.parametrize("also", list(Standing))
@pytest.mark.parametrize("member", [Standing.OWNER, Standing.JOINED, Standing.COLLEAGUE, Standing.OFFERED])
@pytest.mark.parametrize("event", [NOTE, PART, e.JobNumberSet(State.WITH_SERVICE)])
def test_no_note_reaches_a_member_whatever_else_they_are(
    event: e.RequestEvent, member: Standing, also: Standing
) -> None:
    assert told(event, member, also, services=frozenset({"parks"})) is NOTHING


ROWS: list[tuple[Standing, dict[str, Reading]]] = [
    (Standing.OWNER, {"member": WORDS, "answer": WORDS, "note": NOTHING, "held": FACT, "asked": WORDS}),
    (Standing.DESK, {"member": WORDS, "answer": WORDS, "note": NOTHING, "held": FACT, "asked": WORDS}),
    (Standing.OFFICER, {"member": WORDS, "answer": WORDS, "note": WORDS, "held": FACT, "asked": WORDS}),
    (Standing.HEAD, {"member": WORDS, "answer": WORDS, "note": WORDS, "held": FACT, "asked": WORDS}),
    (Standing.DIRECTOR, {"member": WORDS, "answer": WORDS, "note": WORDS, "held": FACT, "asked": WORDS}),
    (Standing.GOVERNANCE, {"member": WORDS, "answer": WORDS, "note": WORDS, "held": WORDS, "asked": WORDS}),
    (
        Standing.CONTRIBUTOR,
        {"member": NOTHING, "answer": WORDS, "note": NOTHING, "held": NOTHING, "asked": NOTHING},
    ),
    (
        Standing.JOINED,
        {"member": NOTHING, "answer": WORDS, "note": NOTHING, "held": NOTHING, "asked": NOTHING},
    ),
    *(
        (standing, dict.fromkeys(["member", "answer", "note", "held", "asked"], NOTHING))
        for standing in (Standing.COLLEAGUE, Standing.FORMER, Standing.OFFERED)
    ),
]
EVENTS = {"member": FROM_MEMBER, "answer": ANSWER, "note": NOTE, "held": HELD, "asked": ASKED}


@pytest.mark.parametrize(("standing", "wanted"), ROWS)
def test_each_standing_reads_its_part_of_the_timeline(standing: Standing, wanted: dict[str, Reading]) -> None:
    assert {name: told(event, standing) for name, event in EVENTS.items()} == wanted


def test_nobody_reads_nothing() -> None:
    assert told(ANSWER) is NOTHING
    assert readable_fields(Reader(frozenset())) == frozenset()


def test_a_contributing_service_reads_its_own_part_and_no_other() -> None:
    assert told(PART, Standing.CONTRIBUTOR, services=frozenset({"parks"})) is WORDS
    assert told(PART, Standing.CONTRIBUTOR, services=frozenset({"bins"})) is NOTHING
    assert told(PART, Standing.DESK) is NOTHING


@pytest.mark.parametrize("standing", [Standing.OFFICER, Standing.HEAD, Standing.DIRECTOR])
def test_the_service_knows_of_a_constituent_only_where_they_agreed(standing: Standing) -> None:
    assert told(CONSTITUENT, standing) is NOTHING
    assert told(CONSTITUENT, standing, service_may_see=True) is WORDS
    assert "constituent" not in readable_fields(Reader(frozenset({standing})))
    assert "constituent" in readable_fields(Reader(frozenset({standing}), service_may_see=True))


@pytest.mark.parametrize("standing", list(Standing))
def test_no_agreement_shows_a_constituent_to_a_bystander(standing: Standing) -> None:
    shown = "constituent" in readable_fields(Reader(frozenset({standing}), service_may_see=True))
    bystanders = {
        *(Standing.CONTRIBUTOR, Standing.JOINED, Standing.COLLEAGUE, Standing.FORMER),
        *(Standing.OFFERED, Standing.DIRECTORY),
    }
    assert shown == (standing not in bystanders)
    assert (told(CONSTITUENT, standing, service_may_see=True) is WORDS) == shown


@pytest.mark.parametrize("standing", [Standing.JOINED, Standing.CONTRIBUTOR])
def test_bystanders_read_the_services_files_and_dates_and_not_the_members(standing: Standing) -> None:
    assert told(FILE, standing) is WORDS
    assert told(FILE, standing, said_by=Side.MEMBER) is NOTHING
    proposals = {side: told(e.DeadlineProposed(State.WITH_SERVICE, side, FRIDAY), standing) for side in Side}
    assert proposals == {Side.SERVICE: WORDS, Side.MEMBER: FACT}
    assert told(URGENT, standing) is WORDS
    assert told(e.RequestEscalated(State.ESCALATED, 1), standing) is FACT


@pytest.mark.parametrize(
    ("standing", "fields"),
    [
        (Standing.FORMER, {"reference", "state"}),
        (Standing.OFFERED, {"reference", "state"}),
        (
            Standing.COLLEAGUE,
            {"reference", "state", "subject", "place", "outcome", "member", "raised_at"},
        ),
        (
            Standing.JOINED,
            {"reference", "state", "subject", "place", "outcome", "member", "raised_at", "ask", "dates"},
        ),
    ],
)
def test_who_is_no_party_reads_no_more_than_they_are_told(standing: Standing, fields: set[str]) -> None:
    assert readable_fields(Reader(frozenset({standing}), service_may_see=True)) == fields


def test_a_contributing_service_reads_what_happened_and_not_the_job_number() -> None:
    fields = readable_fields(Reader(frozenset({Standing.CONTRIBUTOR})))
    assert {"subject", "place", "what_happened", "ask"} <= fields
    assert not {"job_number", "constituent", "earlier_case"} & fields


def test_a_member_who_is_also_an_officer_does_not_read_the_job_number() -> None:
    assert "job_number" in readable_fields(Reader(frozenset({Standing.OFFICER})))
    assert "job_number" not in readable_fields(Reader(frozenset({Standing.OFFICER, Standing.OWNER})))


def test_that_a_message_was_taken_back_is_told_to_who_knew_of_it_and_never_more() -> None:
    messages = {2: Message(NOTE, "o", at().now), 3: Message(FROM_MEMBER, "m", at().now)}
    of_note, of_message = (e.MessageRetracted(State.WITH_SERVICE, sequence) for sequence in (2, 3))
    owner, officer = (Reader(frozenset({standing})) for standing in (Standing.OWNER, Standing.OFFICER))
    assert reading(of_note, Side.SERVICE, owner, messages) is NOTHING
    assert reading(of_note, Side.SERVICE, officer, messages) is FACT
    assert reading(of_message, Side.MEMBER, owner, messages) is FACT
    assert reading(e.MessageRetracted(State.WITH_SERVICE, 9), Side.MEMBER, officer, messages) is NOTHING
