"""Green threads and databases: slow queries do not hold each other up, and nobody freezes the process."""

import subprocess
import sys
import textwrap

import pytest

from tests.service.chassis_ground import new_store

PREAMBLE = """
import eventlet
eventlet.monkey_patch()
import sys, time
import sqlalchemy as sa
from services.chassis.database import Database
database = Database(sys.argv[1])
"""


def run_green(program: str, url: str) -> str:
    """What a program prints that runs on green threads, as services do."""
    command = [sys.executable, "-W", "ignore", "-c", PREAMBLE + textwrap.dedent(program), url]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def test_two_slow_queries_on_postgresql_take_the_time_of_one(postgresql_url: str) -> None:
    seconds = run_green(
        """
        def slow():
            with database.reading() as session:
                session.execute(sa.text("SELECT pg_sleep(1)"))
        database.ping()
        started = time.monotonic()
        threads = [eventlet.spawn(slow) for _ in range(2)]
        for thread in threads:
            thread.wait()
        print(time.monotonic() - started)
        """,
        postgresql_url,
    )
    assert float(seconds) < 1.8


def test_other_green_threads_run_while_postgresql_is_slow(postgresql_url: str) -> None:
    beats = run_green(
        """
        beats = []
        def beat():
            while True:
                beats.append(1)
                eventlet.sleep(0.05)
        database.ping()
        eventlet.spawn(beat)
        with database.reading() as session:
            session.execute(sa.text("SELECT pg_sleep(1)"))
        print(len(beats))
        """,
        postgresql_url,
    )
    assert int(beats) > 5


def test_a_green_thread_that_yields_inside_a_sqlite_transaction_does_not_freeze_the_process(
    sqlite_url: str,
) -> None:
    """Without the one write lock, the second would wait in SQLite for the first, which could never go on."""
    new_store(sqlite_url).close()
    waited, beats = run_green(
        """
        beats = []
        def beat():
            while True:
                beats.append(1)
                eventlet.sleep(0.02)
        def write(name, pause):
            with database.transaction() as session:
                session.execute(sa.text("INSERT INTO outbox VALUES (:n)"), {"n": name})
                eventlet.sleep(pause)
        eventlet.spawn(beat)
        started = time.monotonic()
        first, second = eventlet.spawn(write, 1, 0.5), eventlet.spawn(write, 2, 0)
        first.wait(), second.wait()
        print(time.monotonic() - started, len(beats))
        """,
        sqlite_url,
    ).split()
    assert float(waited) < 3
    assert int(beats) >= 5


def test_sqlite_readers_see_the_state_before_a_running_transaction_and_never_wait(sqlite_url: str) -> None:
    new_store(sqlite_url).close()
    seen = run_green(
        """
        def count():
            with database.reading() as session:
                return session.scalar(sa.text("SELECT count(*) FROM outbox"))
        with database.transaction() as session:
            session.execute(sa.text("INSERT INTO outbox VALUES (1)"))
            before = count()
        print(before, count())
        """,
        sqlite_url,
    )
    assert seen.split() == ["0", "1"]


def test_two_processes_write_to_one_sqlite_file_without_an_error(sqlite_url: str) -> None:
    new_store(sqlite_url).close()
    program = PREAMBLE + textwrap.dedent(
        """
        for number in range(100):
            with database.transaction() as session:
                top = session.scalar(sa.text("SELECT coalesce(max(position), 0) FROM outbox"))
                session.execute(sa.text("INSERT INTO outbox VALUES (:n)"), {"n": top + 1})
        """
    )
    command = [sys.executable, "-W", "ignore", "-c", program, sqlite_url]
    writers = [subprocess.Popen(command) for _ in range(2)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    out = run_green(
        """
        with database.reading() as session:
            print(session.scalar(sa.text("SELECT count(*) FROM outbox")))
            print(session.scalar(sa.text("PRAGMA integrity_check")))
        """,
        sqlite_url,
    )
    assert out.split() == ["200", "ok"]


def test_a_database_that_is_away_is_told_from_a_wrong_statement(database_url: str) -> None:
    import sqlalchemy as sa

    from services.chassis.transient import is_transient

    database = new_store(database_url)
    with pytest.raises(sa.exc.DBAPIError) as wrong, database.reading() as session:
        session.execute(sa.text("SELECT nothing FROM nowhere"))
    assert not is_transient(wrong.value)
    database.close()
    away = sa.create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(sa.exc.OperationalError) as gone, away.connect():
        pass
    assert is_transient(gone.value)


def test_who_reads_goes_on_while_another_writes_for_long(database_url: str) -> None:
    told = run_green(
        """
        numbers = sa.Table("numbers", sa.MetaData(), sa.Column("n", sa.Integer))
        numbers.create(database.engine)
        turns = []
        def read():
            while True:
                with database.reading() as session:
                    turns.append(session.scalar(sa.select(sa.func.count()).select_from(numbers)))
                eventlet.sleep(0.001)
        eventlet.spawn(read)
        many = "WITH RECURSIVE m(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM m WHERE n < 500000) "
        with database.long_transaction(database.aside()) as session:
            eventlet.sleep(0.01)
            before = len(turns)
            session.execute(sa.text(f"{many} INSERT INTO numbers SELECT n FROM m"))
            during = len(turns) - before
            seen = set(turns)
        with database.reading() as session:
            stored = session.scalar(sa.select(sa.func.count()).select_from(numbers))
        print(during > 3, seen, stored)
        """,
        database_url,
    )
    assert told == "True {0} 500000\n"
