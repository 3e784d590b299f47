"""A running service knows the newest of its migrations without Alembic, and as Alembic does."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from services.chassis import migrations
from services.chassis.database import Database
from services.chassis.revisions import migrations_folder, needs_migrating, newest_revision
from services.contracts.names import SERVICES

LOADED = (
    "import sys, services.chassis.running, services.requests.service; "
    "print([name for name in sys.modules if name.partition('.')[0] == 'alembic'])"
)


@pytest.mark.parametrize("service", SERVICES)
def test_the_newest_by_its_file_is_the_one_that_alembic_ends_at(service: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder(service)))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [newest_revision(service)]


def test_a_database_needs_migrating_until_it_stands_at_the_newest(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/feedback.sqlite3")
    assert needs_migrating("feedback", database)
    migrations.migrate("feedback", database)
    assert not needs_migrating("feedback", database)
    with database.transaction() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    assert needs_migrating("feedback", database)
    database.close()


def test_a_service_that_runs_does_without_alembic() -> None:
    command = [sys.executable, "-W", "ignore", "-c", LOADED]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "[]\n"
