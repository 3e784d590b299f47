"""The event store: one history per stream, whoever writes at the same time, on both databases."""

import json
import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from services.chassis import event_store, tables
from services.chassis.database import Database
from services.chassis.event_store import NewEvent, append, last_sequence, read_stream, seed_streams
from services.chassis.incoming import Stale
from services.contracts.directory_events import WARD_RECORDED
from tests.service.chassis_ground import new_store, origin, ward


@pytest.fixture
def store(database_url: str) -> Iterator[Database]:
    database = new_store(database_url)
    yield database
    database.close()


def test_events_are_numbered_per_stream_and_read_back_in_order(store: Database) -> None:
    with store.transaction() as session:
        assert append(session, "ward:a", 0, [ward("One"), ward("Two")], origin()) == 2
        assert append(session, "ward:b", 0, [ward("Other")], origin()) == 1
        assert append(session, "ward:a", 2, [ward("Three")], origin()) == 3
    with store.reading() as session:
        history = read_stream(session, "ward:a")
        assert [event.data["name"] for event in history] == ["One", "Two", "Three"]
        assert [event.sequence for event in history] == [1, 2, 3]
        assert last_sequence(session, "ward:a") == 3
        assert last_sequence(session, "ward:never") == 0


def test_a_writer_who_expects_another_sequence_is_refused_as_stale(store: Database) -> None:
    with store.transaction() as session:
        append(session, "ward:a", 0, [ward()], origin())
    for expected in (0, 2):
        with pytest.raises(Stale), store.transaction() as session:
            append(session, "ward:a", expected, [ward()], origin())


def test_of_two_writers_at_once_one_wins_and_the_other_is_stale(store: Database) -> None:
    with store.transaction() as session:
        append(session, "ward:a", 0, [ward()], origin())
    outcomes: list[str] = []
    both_ready = threading.Barrier(2)

    def write(name: str) -> None:
        both_ready.wait()
        try:
            with store.transaction() as session:
                append(session, "ward:a", 1, [ward(name)], origin())
            outcomes.append("written")
        except Stale:
            outcomes.append("stale")

    writers = [threading.Thread(target=write, args=(name,)) for name in ("First", "Second")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(outcomes) == ["stale", "written"]


def test_data_that_breaks_the_contract_is_never_stored(store: Database) -> None:
    with pytest.raises(ValueError, match="ward_recorded"), store.transaction() as session:
        append(session, "ward:a", 0, [NewEvent(WARD_RECORDED, {"ward_id": "a"})], origin())
    with store.reading() as session:
        assert last_sequence(session, "ward:a") == 0


def test_every_event_is_to_be_published_until_it_is_confirmed(store: Database) -> None:
    with store.transaction() as session:
        append(session, "ward:a", 0, [ward(), ward()], origin())
    with store.reading() as session:
        assert session.scalars(sa.select(tables.outbox.c.position)).all() == [1, 2]


def test_a_rolled_back_transaction_leaves_nothing(store: Database) -> None:
    with pytest.raises(Stale), store.transaction() as session:
        append(session, "ward:a", append(session, "ward:a", 0, [ward()], origin()) + 1, [ward()], origin())
    with store.reading() as session:
        assert read_stream(session, "ward:a") == []
        assert session.scalars(sa.select(tables.outbox.c.position)).all() == []


def test_a_seeded_stream_goes_on_behind_its_imported_events(store: Database) -> None:
    with store.transaction() as session:
        seed_streams(session, {"request-1": 3, "request-2": 1})
    with store.transaction() as session:
        assert append(session, "request-1", 3, [ward()], origin()) == 4
    with pytest.raises(Stale), store.transaction() as session:
        append(session, "request-2", 0, [ward()], origin())


def test_events_carry_the_epoch_in_which_they_were_recorded(store: Database) -> None:
    with store.transaction() as session:
        append(session, "ward:a", 0, [ward()], origin())
    with store.transaction() as session:
        event_store.start_epoch(session, origin().now)
    with store.transaction() as session:
        append(session, "ward:a", 1, [ward()], origin())
    with store.reading() as session:
        before, after = read_stream(session, "ward:a")
    assert before.epoch != after.epoch
    assert event_store.cloud_event(after, "directory")["source"] == f"/memberzone/directory/{after.epoch}"


def test_a_new_epoch_is_the_newest_on_a_machine_whose_clock_stands_behind(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_store, "new_id", lambda: "00000000-0000-7000-8000-000000000000")
    with store.transaction() as session:
        begun = event_store.start_epoch(session, origin().now)
    with store.reading() as session:
        assert event_store.current_epoch(session) == begun


def test_a_page_of_large_events_is_cut_short_but_never_empty(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_store, "PAGE_CHARACTERS", 10)
    with store.transaction() as session:
        append(session, "ward:a", 0, [ward(), ward(), ward()], origin())
    with store.reading() as session:
        seen, position = [], 0
        while page := event_store.read_after(session, position, 100):
            seen.append(len(page))
            position = page[-1].position
    assert seen == [1, 1, 1]


def test_the_published_text_and_the_shown_event_are_the_same(store: Database) -> None:
    with store.transaction() as session:
        append(session, "ward:a", 0, [ward("Cowal – “Còmhal”")], origin())
    with store.reading() as session:
        row = event_store.rows_after(session, 0, 1)[0]
        shown = event_store.cloud_event(event_store.stored(row), "directory")
    assert json.loads(event_store.envelope(row, "directory")) == shown
