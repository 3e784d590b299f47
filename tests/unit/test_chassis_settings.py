"""Settings, clock, identifiers and logs: what every process starts from."""

import io
import json
import logging
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from services.chassis.clock import SystemClock, council_date
from services.chassis.identifiers import new_id
from services.chassis.logs import only_where_it_failed
from services.chassis.settings import SettingError, database_url, service_settings

ENOUGH = {"AMQP_URI": "amqp://someone:secret@127.0.0.1:5672/here", "MEMBERZONE_VAR": "/srv/copy"}


def test_a_service_starts_with_the_broker_and_a_folder_alone() -> None:
    settings = service_settings("directory", ENOUGH)
    assert settings.database_url == "sqlite:////srv/copy/data/directory.sqlite3"
    assert settings.actor_keys_dir == Path("/srv/copy/keys")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"AMQP_URI": ""}, "AMQP_URI is not set"),
        ({"AMQP_URI": "http://somewhere"}, "AMQP_URI must look like"),
        ({"DATABASE_URL_DIRECTORY": "mysql://x"}, "DATABASE_URL_DIRECTORY must start with"),
        ({"HEALTH_PORT_DIRECTORY": "99999"}, "HEALTH_PORT_DIRECTORY is '99999'"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_says_what_to_do(changes: dict[str, str], says: str) -> None:
    with pytest.raises(SettingError, match=says):
        service_settings("directory", ENOUGH | changes)


def test_each_service_has_a_database_of_its_own() -> None:
    values = {"DATABASE_URL_REQUESTS": "postgresql+psycopg://there/requests"}
    assert database_url("requests", values) == "postgresql+psycopg://there/requests"
    assert database_url("directory", values).endswith("/data/directory.sqlite3")


def test_the_council_s_date_is_the_one_on_its_wall() -> None:
    assert council_date(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)) == date(2026, 6, 2)
    assert council_date(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)) == date(2026, 12, 1)


def test_a_file_moves_the_wall_clock_for_tests(tmp_path: Path) -> None:
    offset = tmp_path / "offset"
    clock = SystemClock(offset)
    now = clock.now()
    offset.write_text("86400")
    assert (clock.now() - now).days == 1


def test_identifiers_are_different_and_sort_by_their_time() -> None:
    made = [new_id() for _ in range(100)]
    assert len(set(made)) == 100
    assert made[0][:13] <= made[-1][:13]
    assert {identifier[14] for identifier in made} == {"7"}


def test_logs_say_where_it_failed_and_never_what_a_person_wrote() -> None:
    try:
        raise ValueError("words of a person")
    except ValueError as error:
        event = only_where_it_failed(None, "error", {"event": "failed", "exc_info": error})
    assert event["error"] == "ValueError"
    assert "words" not in json.dumps(event)


def test_libraries_logs_are_json_too_and_say_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    from services.chassis.logs import configure_logs

    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        configure_logs("directory")
        try:
            raise ValueError("words of a person")
        except ValueError:
            logging.getLogger("some.library").exception("it failed")
    finally:
        root.handlers, root.level = handlers, level
    line = json.loads(written.getvalue())
    assert (line["event"], line["service"], line["error"]) == ("it failed", "directory", "ValueError")
    assert "words" not in written.getvalue()
