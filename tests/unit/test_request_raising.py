"""Raising a request: online by the member, or by the desk for what came in another way."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.requests.domain.acting import Acting
from services.requests.domain.commands import RaiseRequest
from services.requests.domain.decide import decide
from services.requests.domain.events import RequestRaised
from services.requests.domain.refusals import Code, Refusal
from services.requests.domain.vocabulary import Channel, Priority, Sharing, State
from tests.unit.request_examples import (
    COMMANDS,
    EVERYONE,
    FRIDAY,
    RAISE,
    RAISE_FOR_MEMBER,
    WEDNESDAY,
    at,
    raised,
    the_desk_for_the_member,
    the_member,
)


def test_a_member_raises_online_and_it_takes_effect_now() -> None:
    decision = decide(None, RAISE, the_member, at())
    [happened] = decision.events
    assert isinstance(happened.event, RequestRaised)
    assert happened.time == at().now
    assert (happened.event.channel, happened.event.received_by) == (Channel.ONLINE, None)
    assert (happened.event.state, happened.event.priority) == (State.WITH_SERVICE, Priority.NORMAL)
    assert decision.request_text is not None
    assert decision.request_text.ask == "Please mend it."


@pytest.mark.parametrize(
    ("came_in", "midnight"),
    [
        (date(2023, 9, 20), datetime(2023, 9, 19, 23, tzinfo=UTC)),
        (date(2023, 1, 16), datetime(2023, 1, 16, tzinfo=UTC)),
        (date(2023, 3, 26), datetime(2023, 3, 26, tzinfo=UTC)),
        (date(2022, 10, 30), datetime(2022, 10, 29, 23, tzinfo=UTC)),
        (date(2022, 9, 19), datetime(2022, 9, 18, 23, tzinfo=UTC)),
    ],
)
def test_what_the_desk_logs_takes_effect_as_its_day_begins(came_in: date, midnight: datetime) -> None:
    command = replace(RAISE_FOR_MEMBER, received_on=came_in)
    [happened] = decide(None, command, the_desk_for_the_member, at()).events
    assert happened.time == midnight
    assert isinstance(happened.event, RequestRaised)
    assert happened.event.channel is Channel.LOGGED_BY_OFFICER


@pytest.mark.parametrize(
    ("command", "person", "field"),
    [
        (replace(RAISE_FOR_MEMBER, received_on=FRIDAY), the_desk_for_the_member, "received_on"),
        (replace(RAISE_FOR_MEMBER, received_on=None), the_desk_for_the_member, "received_on"),
        (replace(RAISE_FOR_MEMBER, received_on=date(2022, 9, 18)), the_desk_for_the_member, "received_on"),
        (replace(RAISE_FOR_MEMBER, received_on=date(1923, 9, 20)), the_desk_for_the_member, "received_on"),
        (replace(RAISE_FOR_MEMBER, received_by=None), the_desk_for_the_member, "received_by"),
        (replace(RAISE, received_on=WEDNESDAY), the_member, "received_on"),
        (replace(RAISE_FOR_MEMBER, received_on=None), the_member, "received_by"),
        (replace(RAISE, subject=" "), the_member, "subject"),
        (replace(RAISE, what_happened=""), the_member, "what_happened"),
        (replace(RAISE, ask="\u200b"), the_member, "ask"),
        (replace(RAISE, subject="two\r\nlines"), the_member, "subject"),
        (replace(RAISE, earlier_case="x" * 101), the_member, "earlier_case"),
        (replace(RAISE, place="\0"), the_member, "place"),
    ],
)
def test_a_flaw_is_told_by_its_field(command: RaiseRequest, person: Acting, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        decide(None, command, person, at())
    assert caught.value.code is Code.INVALID
    assert list(caught.value.fields) == [field]


def test_all_flaws_are_told_at_once() -> None:
    with pytest.raises(Refusal) as caught:
        decide(None, replace(RAISE, subject="", ask="x" * 2_001, what_happened="\x07"), the_member, at())
    assert set(caught.value.fields) == {"subject", "what_happened", "ask"}


def test_place_and_earlier_case_may_be_left_out() -> None:
    decision = decide(None, replace(RAISE, place="", earlier_case=""), the_member, at())
    assert decision.request_text is not None
    assert decision.request_text.place == ""


def test_sharing_is_said_at_once_and_is_nobodys_unless_chosen() -> None:
    chosen = replace(RAISE, sharing=Sharing.WARD_COLLEAGUES)
    sharings = [decide(None, command, the_member, at()).events[0].event for command in (RAISE, chosen)]
    assert [getattr(event, "sharing", None) for event in sharings] == ["only_me", "ward_colleagues"]


def test_answers_to_the_categorys_questions_are_kept_apart_from_the_event() -> None:
    decision = decide(None, replace(RAISE, answers={"depth": "20 cm\r\n"}), the_member, at())
    assert decision.answers == {"depth": "20 cm\n"}
    assert "20 cm" not in repr(decision.events)
    for wrong in ("x" * 2_001, "\0"):
        with pytest.raises(Refusal) as caught:
            decide(None, replace(RAISE, answers={"depth": wrong}), the_member, at())
        assert list(caught.value.fields) == ["answers"]


def test_line_breaks_of_any_system_are_kept_as_one() -> None:
    decision = decide(None, replace(RAISE, what_happened="one\r\ntwo"), the_member, at())
    assert decision.request_text is not None
    assert decision.request_text.what_happened == "one\ntwo"


@pytest.mark.parametrize("person", sorted(EVERYONE.keys() - {"member", "desk for the member"}))
def test_nobody_else_raises_a_request_for_a_member(person: str) -> None:
    with pytest.raises(Refusal, match="Ask Member Services") as caught:
        decide(None, RAISE_FOR_MEMBER, EVERYONE[person], at())
    assert caught.value.code is Code.NOT_ALLOWED


def test_a_request_is_raised_once_and_before_all_else() -> None:
    with pytest.raises(Refusal, match="raised already"):
        decide(raised(), RAISE, the_member, at())
    for command in COMMANDS.values():
        with pytest.raises(Refusal, match="no such request"):
            decide(None, command, the_member, at())
