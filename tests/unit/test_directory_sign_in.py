"""Who an identity provider's word stands for, and how long a session lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from services.directory.domain import sign_in
from services.directory.domain.sessions import PersonSession, SessionState, hashed
from services.directory.domain.sign_in import Recognised, recognise
from services.directory.domain.tokens import Token
from tests.unit.directory_examples import ADA, ELECTION, MAIRI, TODAY

START = datetime(2023, 9, 22, 9, 0, tzinfo=UTC)


def session(**facts: datetime) -> PersonSession:
    times = {"started": START, "last_seen": START, **facts}
    return PersonSession("handle", "p-mairi", "members", "Browser", **times)


def test_a_known_subject_needs_no_address() -> None:
    assert recognise(MAIRI, None, False, False, TODAY) == Recognised(MAIRI, links=False)


def test_a_verified_address_links_at_the_first_sign_in() -> None:
    assert recognise(None, MAIRI, False, True, TODAY) == Recognised(MAIRI, links=True)


def test_the_subject_counts_more_than_the_address() -> None:
    assert recognise(MAIRI, ADA, False, True, TODAY) == Recognised(MAIRI, links=False)


@pytest.mark.parametrize(
    ("addressed", "is_linked", "verified", "day", "sentence"),
    [
        (None, False, True, TODAY, sign_in.NOBODY),
        (MAIRI, False, False, TODAY, sign_in.UNVERIFIED),
        (MAIRI, True, True, TODAY, sign_in.OTHER_ACCOUNT),
        (MAIRI, False, True, ELECTION - timedelta(days=1), sign_in.NO_ROLE),
    ],
)
def test_everybody_else_is_refused(addressed, is_linked, verified, day, sentence) -> None:  # type: ignore[no-untyped-def]
    assert recognise(None, addressed, is_linked, verified, day) == sentence


def test_a_session_is_open_for_15_minutes_after_the_last_act() -> None:
    last = START + timedelta(hours=1)
    used = session(last_seen=last)
    assert used.state_at(last + timedelta(minutes=15) - timedelta(seconds=1)) is SessionState.OPEN
    assert used.state_at(last + timedelta(minutes=15)) is SessionState.EXPIRED


def test_a_session_never_lasts_longer_than_8_hours() -> None:
    busy = session(last_seen=START + timedelta(hours=7, minutes=59))
    assert busy.expires_at == START + timedelta(hours=8)


def test_a_session_that_was_ended_stays_ended() -> None:
    assert session(ended=START).state_at(START) is SessionState.ENDED


def test_what_was_just_done_is_written_down_once_a_minute() -> None:
    assert not session().is_worth_touching(START + timedelta(seconds=59))
    assert session().is_worth_touching(START + timedelta(minutes=1))


def test_a_secret_cannot_be_read_from_what_is_kept() -> None:
    assert hashed("secret") == "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"


def test_a_token_is_good_until_it_expires_or_is_revoked() -> None:
    token = Token("h", "p", "", ("requests:read",), START, START + timedelta(days=1))
    assert token.is_good_at(START)
    assert not token.is_good_at(START + timedelta(days=1))
    revoked = Token("h", "p", "", ("requests:read",), START, START + timedelta(days=1), revoked=START)
    assert not revoked.is_good_at(START)
