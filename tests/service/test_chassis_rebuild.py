"""Rebuilding a copy: in small pieces beside everybody else's work, and never for ever; on both databases."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import parked_decisions, rebuilding, refilling, resends, tables
from services.chassis.received_events import Arrived
from services.chassis.refilling import Overtaken, Rebuilder, Refill
from tests.service.chassis_ground import DIRECTORY, NOON, Follower, arrived, cloud_event, wards


class Rebuilding:
    """A follower whose copy is wrong, and a rebuild of it, without a bus."""

    def __init__(self, url: str) -> None:
        self.follower = Follower(url)
        self.rebuilder = Rebuilder(self.follower.subscription, self.follower.database, self.follower.clock)

    def begin(self, *events: dict[str, Any]) -> str:
        """Take `events` in, spoil the copy, and begin; nothing was sent again yet."""
        self.follower.take_in(*events)
        self.follower.runs.clear()
        with self.follower.database.transaction() as session:
            session.execute(sa.update(wards).values(name="Wrong"))
        return self.begin_again()

    def begin_again(self) -> str:
        with self.follower.database.transaction() as session:
            return rebuilding.start(session, self.follower.subscription, self.follower.clock.now())

    def send_again(self, rebuild_id: str, *events: dict[str, Any]) -> None:
        """All that the source has."""
        resent = [replace(there, rebuild=rebuild_id) for there in map(arrived, events)]
        self.follower.intake.take_in(resent)
        with self.follower.database.transaction() as session:
            rebuilding.count_arrived(session, resent, self.follower.clock.now())
            rebuilding.source_ended(session, rebuild_id, DIRECTORY, len(events))

    def refill(self, rebuild_id: str) -> Refill:
        return Refill(rebuild_id, self.follower.subscription, self.follower.database, self.follower.clock)

    def progress(self, rebuild_id: str) -> dict[str, object]:
        with self.follower.database.reading() as session:
            return rebuilding.progress(session, rebuild_id) or {}

    def asked_for(self) -> list[str | None]:
        """The rebuilds for which a question is due now; it is asked."""
        now = self.follower.clock.now()
        with self.follower.database.transaction() as session:
            wishes = resends.due(session, now)
            for wish in wishes:
                resends.was_asked(session, wish, now)
        return [wish.rebuild for wish in wishes]

    def kept_aside(self) -> int:
        with self.follower.database.reading() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(tables.rebuild_events)) or 0

    def close(self) -> None:
        self.rebuilder.close()
        self.follower.close()


@pytest.fixture
def it(database_url: str) -> Iterator[Rebuilding]:
    with closing(Rebuilding(database_url)) as made:
        yield made


def test_a_rebuild_ends_with_the_right_copy_and_keeps_nothing_aside(it: Rebuilding) -> None:
    events = [cloud_event(1), cloud_event(2), cloud_event(1, "cowal")]
    rebuild_id = it.begin(*events)
    it.send_again(rebuild_id, *events)
    it.rebuilder.go_on()
    assert it.follower.kept() == {"mid-argyll": ("Name 2", 2), "cowal": ("Name 1", 1)}
    assert it.progress(rebuild_id) == {"status": "done", "reason": None, "events": 3}
    it.rebuilder.go_on()
    assert it.kept_aside() == 0
    it.follower.take_in(cloud_event(3), events[0])
    assert it.follower.kept()["mid-argyll"] == ("Name 3", 3)
    assert it.follower.parked() == []


def test_others_read_and_write_while_the_new_copy_is_filled(it: Rebuilding) -> None:
    event = cloud_event(1)
    rebuild_id = it.begin(event)
    it.send_again(rebuild_id, event)
    with closing(it.refill(rebuild_id)) as refill:
        filling = threading.Thread(target=refill.fill_page)
        with it.follower.database.transaction() as session:
            session.execute(sa.update(wards).values(times_told=5))
            filling.start()
            filling.join(timeout=10)
            assert it.follower.runs == [1]
        assert it.follower.kept() == {"mid-argyll": ("Wrong", 5)}
        assert not refill.fill_page()
        assert refill.change_over()
    assert it.follower.kept() == {"mid-argyll": ("Name 1", 1)}


def test_a_page_is_small_however_large_its_events_are(it: Rebuilding) -> None:
    events = [cloud_event(number, padding="x" * 90_000) for number in range(1, 6)]
    rebuild_id = it.begin(*events)
    it.send_again(rebuild_id, *events)
    with closing(it.refill(rebuild_id)) as refill:
        it.follower.runs.clear()
        while refill.fill_page():
            pass
    assert it.follower.runs == [3, 2]


def test_a_turn_ends_after_its_time_and_the_next_goes_on(
    it: Rebuilding, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [cloud_event(number) for number in range(1, 4)]
    rebuild_id = it.begin(*events)
    it.send_again(rebuild_id, *events)
    monkeypatch.setattr(refilling, "PAGE", 1)
    monkeypatch.setattr(refilling, "TURN_SECONDS", -1)
    for told in (1, 2, 3):
        it.rebuilder.go_on()
        assert it.follower.runs == [1] * told
        assert it.progress(rebuild_id)["status"] == "running"
    it.rebuilder.go_on()
    assert it.progress(rebuild_id)["status"] == "done"


def test_what_comes_between_the_last_page_and_the_change_is_in_the_new_copy(it: Rebuilding) -> None:
    event = cloud_event(1)
    rebuild_id = it.begin(event)
    it.send_again(rebuild_id, event)
    with closing(it.refill(rebuild_id)) as refill:
        assert refill.fill_page()
        assert not refill.fill_page()
        it.follower.take_in(cloud_event(2))
        assert not refill.change_over()
        assert refill.fill_page()
        assert refill.change_over()
    assert it.follower.kept() == {"mid-argyll": ("Name 2", 2)}


def test_a_decision_about_a_parked_event_meanwhile_begins_the_filling_again(it: Rebuilding) -> None:
    events = [cloud_event(1), cloud_event(2), cloud_event(3)]
    it.follower.failing = lambda event: ValueError() if event.sequence == 2 else None
    rebuild_id = it.begin(*events)
    it.send_again(rebuild_id, *events)
    with closing(it.refill(rebuild_id)) as refill:
        assert refill.fill_page()
        with it.follower.database.transaction() as session:
            parked_id = it.follower.parked()[0]["id"]
            _discard(it.follower, session, parked_id)
        with pytest.raises(Overtaken):
            refill.change_over()
    it.rebuilder.go_on()
    assert it.progress(rebuild_id)["status"] == "done"
    it.follower.intake.release()
    assert it.follower.kept() == {"mid-argyll": ("Name 3", 2)}


def _discard(follower: Follower, session: Session, parked_id: str) -> None:
    parked_decisions.discard(session, follower.subscription, parked_id, "operator:root", NOON, "no use")


def test_of_two_instances_that_fill_one_changes_over(it: Rebuilding) -> None:
    event = cloud_event(1)
    rebuild_id = it.begin(event)
    it.send_again(rebuild_id, event)
    with closing(it.refill(rebuild_id)) as slower:
        assert slower.fill_page()
        it.rebuilder.go_on()
        with pytest.raises(Overtaken):
            slower.change_over()
    assert it.follower.kept() == {"mid-argyll": ("Name 1", 1)}


def test_what_was_sent_again_and_cannot_be_kept_has_arrived_all_the_same(it: Rebuilding) -> None:
    good, unreadable = cloud_event(1), cloud_event(2, specversion="0.3")
    assert not isinstance(arrived(unreadable), Arrived)
    rebuild_id = it.begin(good)
    it.send_again(rebuild_id, good, unreadable)
    it.rebuilder.go_on()
    assert it.progress(rebuild_id)["status"] == "done"
    assert it.follower.kept() == {"mid-argyll": ("Name 1", 1)}


def test_sources_that_stay_silent_are_asked_again_and_given_up_at_last(it: Rebuilding) -> None:
    rebuild_id = it.begin(cloud_event(1))
    assert it.asked_for() == [rebuild_id]
    assert it.asked_for() == []
    it.follower.minutes_later(3)
    assert it.asked_for() == [rebuild_id]
    it.follower.minutes_later(1)
    assert it.asked_for() == []
    it.follower.minutes_later(10)
    it.rebuilder.go_on()
    assert it.progress(rebuild_id)["status"] == "running"
    it.follower.minutes_later(2)
    it.rebuilder.go_on()
    assert it.progress(rebuild_id)["reason"] == "its sources have sent nothing for too long"
    assert it.follower.kept() == {"mid-argyll": ("Wrong", 1)}


def test_what_comes_shows_that_a_source_is_at_it(it: Rebuilding) -> None:
    first, second = cloud_event(1), cloud_event(2)
    rebuild_id = it.begin(first, second)
    assert it.asked_for() == [rebuild_id]
    it.follower.minutes_later(10)
    resent = replace(arrived(first), rebuild=rebuild_id)
    it.follower.intake.take_in([resent])
    with it.follower.database.transaction() as session:
        rebuilding.count_arrived(session, [resent], it.follower.clock.now())
    assert it.asked_for() == []
    it.follower.minutes_later(10)
    it.rebuilder.go_on()
    assert it.progress(rebuild_id)["status"] == "running"


def test_a_rebuild_that_was_silent_is_not_joined_but_begun_again(it: Rebuilding) -> None:
    event = cloud_event(1)
    first = it.begin(event)
    assert it.begin_again() == first
    it.follower.minutes_later(3)
    second = it.begin_again()
    assert second != first
    assert it.progress(first)["status"] == "failed"
    it.send_again(second, event)
    it.rebuilder.go_on()
    assert it.progress(second)["status"] == "done"


@pytest.mark.parametrize("events", ["Infinity", "1e400", "-1", "99999999999", '"3"', "null"])
def test_the_end_of_a_resend_may_hold_anything(events: str) -> None:
    assert rebuilding.end_of_resend(f'{{"rebuild": "r", "source": "directory", "events": {events}}}') is None
    assert rebuilding.end_of_resend(json.dumps({"rebuild": "r\0", "source": "s", "events": 1})) is None
    assert rebuilding.end_of_resend('{"rebuild": "r", "source": "s", "events": 3}') == ("r", "s", 3)


def test_a_source_that_is_followed_for_the_first_time_is_asked_for_its_past(it: Rebuilding) -> None:
    assert _followed(it, "directory", afresh=True) == {"directory"}
    assert _followed(it, "directory", afresh=False) == set()
    assert _followed(it, "directory", "reporting", afresh=False) == {"reporting"}
    assert _followed(it, "directory", "reporting", afresh=True) == {"directory", "reporting"}
    assert _followed(it, "directory", afresh=False) == set()
    assert _followed(it, "directory", "reporting", afresh=False) == {"reporting"}


def _followed(it: Rebuilding, *sources: str, afresh: bool) -> set[str]:
    """Whom a consumer that now follows these sources asks; they are asked."""
    now = it.follower.clock.now()
    with it.follower.database.transaction() as session:
        resends.follow(session, frozenset(sources), now, afresh=afresh)
        wishes = resends.due(session, now)
        for wish in wishes:
            resends.was_asked(session, wish, now)
    return {wish.source for wish in wishes}
