"""A throw-away PostgreSQL cluster for tests, reached by a Unix socket in its own folder."""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.machines.guarded import guarded
from tests.waiting import until

# Nothing here has to survive a power cut, so nothing waits for the disk.
INITIAL = ("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--username=tests")
FAST = ("fsync=off", "full_page_writes=off", "max_wal_size=2GB", "max_connections=200", "listen_addresses=")
# Hundreds of databases of a test each would be vacuumed in turn, several a second.
FOR_MANY = ("autovacuum_naptime=10min",)


def newest_bin() -> Path:
    """The folder of the newest PostgreSQL server this machine has."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    assert found, "Tests need PostgreSQL: apt-get install postgresql"
    return found[-1].parent


class ThrowAwayPostgres:
    """One cluster; every `new_database` is empty.

    PostgreSQL refuses to run as root: then it runs as the user postgres.
    """

    def __init__(self, settings: Sequence[str] = ()) -> None:
        self._settings = (*FAST, *settings)
        self._user = "postgres" if os.geteuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="memberzone-pg-"))
        if self._user:
            shutil.chown(self._folder, self._user, self._user)
        self._numbers = itertools.count(1)
        self._run("initdb", *INITIAL)
        self.start()

    def start(self) -> None:
        """Start the cluster and wait until it takes connections."""
        options = [word for setting in self._settings for word in ("-c", setting)]
        command = [str(newest_bin() / "postgres"), *self._data, "-k", str(self._folder), *options]
        with (self._folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                guarded(command, self._user), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        until(self._is_up, within=30, what="PostgreSQL's start")

    def stop_at_once(self) -> None:
        """Cut every connection off and stop without a checkpoint, as `pg_ctl stop -m immediate` does."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(timeout=30)

    def new_database(self) -> str:
        """The SQLAlchemy URL of a new, empty database."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self._url(name)

    def copy_database(self, url: str) -> str:
        """The URL of a new copy of a database that nobody is connected to."""
        name = f"test_{next(self._numbers)}"
        copied = sql.Identifier(str(make_url(url).database))
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), copied))
        return self._url(name)

    def close(self) -> None:
        """Stop the cluster and remove its folder."""
        self.stop_at_once()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _url(self, database: str) -> str:
        return f"postgresql+psycopg://tests@/{database}?host={self._folder}"

    @property
    def _data(self) -> list[str]:
        return ["-D", str(self._folder / "data")]

    def _dsn(self, database: str) -> str:
        return f"host={self._folder} user=tests dbname={database}"

    def _run(self, program: str, *arguments: str) -> None:
        command = guarded([str(newest_bin() / program), *self._data, *arguments], self._user)
        subprocess.run(command, check=True, capture_output=True, cwd="/")

    def _is_up(self) -> bool:
        assert self._server.poll() is None, (self._folder / "server.log").read_text()
        try:
            psycopg.connect(self._dsn("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True
