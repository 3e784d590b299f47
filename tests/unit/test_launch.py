"""What the launcher makes ready before it starts anything."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.one_machine.__main__ import prepare
from deploy.one_machine.copy_settings import CopySettings, settings_of
from services.chassis.actor import PRIVATE_FILE, rotate_keys


@pytest.fixture
def settings(tmp_path: Path) -> CopySettings:
    """Of a copy with a broker elsewhere."""
    return settings_of({"VAR": str(tmp_path / "copy"), "AMQP_URI": "amqp://u:p@broker.example/v"})


@pytest.mark.parametrize(("days", "is_renewed"), [(80, False), (100, True)])
def test_a_start_renews_signing_keys_that_are_old(
    settings: CopySettings, days: int, is_renewed: bool
) -> None:
    private = settings.var / "keys" / PRIVATE_FILE
    rotate_keys(private.parent, datetime.now(UTC) - timedelta(days=days))
    before = private.read_bytes()
    prepare(settings)
    assert (private.read_bytes() != before) is is_renewed


def test_a_first_start_makes_signing_keys_where_the_settings_say(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    given = {"VAR": str(tmp_path / "copy"), "AMQP_URI": "amqp://broker", "ACTOR_KEYS_DIR": str(shared)}
    prepare(settings_of(given))
    assert (shared / PRIVATE_FILE).exists()
