"""Sessions: how long they last, who sees them, and what ends them."""

import threading
from datetime import timedelta

import sqlalchemy as sa

from services.chassis.database import Database
from services.directory import tables
from services.directory.use_cases.sessions import forget_old_sessions
from tests.service.directory_office import COUNCIL, GATEWAY, MORNING, Office

MINUTE = timedelta(minutes=1)
UNKNOWN = "no-such-session-has-ever-been-opened"


def statements(sent: list[str]) -> list[str]:
    return [statement for statement in sent if not statement.startswith("BEGIN")]


def test_a_session_knows_its_person(office: Office) -> None:
    office.load()
    opened = office.sign_in()
    session = office.session(opened["session_id"])
    assert (session["state"], session["person"]) == ("open", opened["person"])
    assert session["idle_expires_at"] == (MORNING + 15 * MINUTE).isoformat()


def test_every_act_gives_15_more_minutes(office: Office) -> None:
    office.load()
    secret = office.sign_in()["session_id"]
    office.clock.advance(14 * MINUTE)
    assert office.session(secret)["idle_expires_at"] == (MORNING + 29 * MINUTE).isoformat()
    office.clock.advance(14 * MINUTE)
    assert office.session(secret)["state"] == "open"


def test_looking_without_touching_gives_no_more_time(office: Office) -> None:
    office.load()
    secret = office.sign_in()["session_id"]
    office.clock.advance(14 * MINUTE)
    assert office.session(secret, touch=False)["idle_expires_at"] == (MORNING + 15 * MINUTE).isoformat()


def test_after_15_idle_minutes_it_is_expired_and_still_says_whose_it_was(office: Office) -> None:
    office.load()
    opened = office.sign_in()
    office.clock.advance(15 * MINUTE)
    session = office.session(opened["session_id"])
    assert (session["state"], session["person"]) == ("expired", opened["person"])
    office.clock.advance(MINUTE)
    assert office.session(opened["session_id"])["state"] == "expired"


def test_after_8_hours_it_is_expired_however_busy(office: Office) -> None:
    office.load()
    secret = office.sign_in()["session_id"]
    for _ in range(47):
        office.clock.advance(10 * MINUTE)
        assert office.session(secret)["state"] == "open"
    office.clock.advance(10 * MINUTE)
    assert office.session(secret)["state"] == "expired"


def test_an_unknown_session_counts_as_ended(office: Office) -> None:
    assert office.session(UNKNOWN)["state"] == "ended"


def test_signing_out_ends_one_session_and_does_no_harm_twice(office: Office) -> None:
    office.load()
    here, there = office.sign_in()["session_id"], office.sign_in()["session_id"]
    assert office.done("sign_out", GATEWAY, session_id=here) == {"ended": 1}
    assert office.done("sign_out", GATEWAY, session_id=here) == {"ended": 0}
    assert office.session(here) == {"state": "ended", "person": None, "handle": None, "idle_expires_at": None}
    assert office.session(there)["state"] == "open"


def test_signing_out_of_nothing_is_refused(office: Office) -> None:
    assert office.refused("sign_out", GATEWAY) == ("invalid", "Say which session to sign out of.")


def test_people_see_their_own_open_sessions_and_end_one_by_its_handle(office: Office) -> None:
    office.load()
    office.sign_in(user_agent="Firefox on a phone")
    office.clock.advance(MINUTE)
    secret = office.sign_in(user_agent="Chrome")["session_id"]
    office.sign_in("ola@council.example")
    mairi = office.actor("Mairi Rae", "member")
    newer, older = office.done("list_sessions", mairi)["sessions"]
    assert (newer["user_agent"], older["user_agent"]) == ("Chrome", "Firefox on a phone")
    assert newer["handle"] == office.session(secret)["handle"]
    assert older["started"] == older["last_seen"] == MORNING.isoformat()
    assert office.done("sign_out", mairi, handle=newer["handle"]) == {"ended": 1}
    assert office.session(secret)["state"] == "ended"


def test_nobody_ends_the_session_of_another_by_its_handle(office: Office) -> None:
    office.load()
    secret = office.sign_in()["session_id"]
    handle = office.session(secret)["handle"]
    assert office.done("sign_out", office.actor("Ola Bain", "officer"), handle=handle) == {"ended": 0}
    assert office.session(secret)["state"] == "open"


def test_signing_out_everywhere_ends_all_of_ones_own(office: Office) -> None:
    office.load()
    mine = [office.sign_in()["session_id"] for _ in range(2)]
    other = office.sign_in("ola@council.example")["session_id"]
    assert office.done("sign_out_everywhere", office.actor("Mairi Rae", "member")) == {"ended": 2}
    assert {office.session(secret)["state"] for secret in mine} == {"ended"}
    assert office.session(other)["state"] == "open"


def test_the_session_of_a_leaver_ends_at_once_and_for_good(office: Office) -> None:
    office.load()
    secret = office.sign_in()["session_id"]
    leaver = {"name": "Mairi Rae", "email": "mairi@council.example"}
    office.load(people=[leaver | {"terms": [{"ward": "cowal", "ends": "2023-09-21"}]}])
    assert office.session(secret)["state"] == "ended"
    office.load(people=[leaver | {"terms": [{"ward": "cowal"}]}])
    assert office.session(secret)["state"] == "ended"


def test_roles_are_those_of_the_day_by_the_councils_calendar(office: Office) -> None:
    office.load(
        people=[
            {
                "name": "Lev Orr",
                "email": "lev@council.example",
                "roles": [{"role": "director", "starts": "2023-01-01", "ends": "2023-09-22"}],
            }
        ]
    )
    office.clock.set(MORNING.replace(hour=22, minute=55))
    secret = office.sign_in("lev@council.example")["session_id"]
    assert office.session(secret)["state"] == "open"
    office.clock.advance(5 * MINUTE)
    assert office.session(secret)["state"] == "ended"


def test_asking_about_a_session_takes_two_questions_and_writes_once_a_minute(office: Office) -> None:
    office.load(**COUNCIL)
    secret = office.sign_in()["session_id"]
    with office.counted() as sent:
        office.session(secret)
    assert len(statements(sent)) == 2
    office.clock.advance(MINUTE)
    for writes in (1, 0):
        with office.counted() as sent:
            office.session(secret)
        assert len([statement for statement in sent if statement.startswith("UPDATE")]) == writes


def test_asking_about_a_session_waits_for_nobody_who_writes(office: Office) -> None:
    office.load()
    secret, states = office.sign_in()["session_id"], []
    asking = threading.Thread(target=lambda: states.append(office.session(secret)["state"]))
    with office.database.transaction():
        asking.start()
        asking.join(timeout=5)
        assert states == ["open"]


def test_sessions_are_forgotten_after_30_days(office: Office) -> None:
    office.load()
    secret = office.sign_in()["session_id"]
    for day, left in ((29, 1), (31, 0)):
        with office.database.transaction() as session:
            forget_old_sessions(session, MORNING + timedelta(days=day))
        assert _kept(office.database) == left
    assert office.session(secret)["state"] == "ended"


def _kept(database: Database) -> int:
    with database.reading() as session:
        return len(session.execute(sa.select(tables.sessions)).all())
