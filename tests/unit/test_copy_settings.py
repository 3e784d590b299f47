"""The settings a copy makes at its first start and keeps."""

import json
import socket
import stat
from pathlib import Path

import pytest

from deploy.one_machine.cannot_start import CannotStart
from deploy.one_machine.copy_settings import FILE, CopySettings, read, settings_of


@pytest.fixture
def first(tmp_path: Path) -> CopySettings:
    return settings_of({"VAR": str(tmp_path), "PORT": "8123"})


def again(first: CopySettings, **environment: str) -> CopySettings:
    return settings_of({"VAR": str(first.var), "PORT": str(first.port)} | environment)


def test_only_the_owner_reads_them(first: CopySettings) -> None:
    assert stat.S_IMODE((first.var / "settings.env").stat().st_mode) == 0o600


def test_a_second_start_has_the_same_ones(first: CopySettings) -> None:
    assert again(first).values == first.values == read(first.var)


def test_two_copies_share_no_secret_and_no_port(first: CopySettings, tmp_path: Path) -> None:
    other = settings_of({"VAR": str(tmp_path / "other"), "PORT": "8124"})
    different = [name for name in first.values if "PORT" in name or "SECRET" in name or "PASSWORD" in name]
    assert len(different) == 13
    assert [name for name in different if first.values[name] == other.values[name]] == []


def test_a_port_that_somebody_took_meanwhile_is_chosen_anew(first: CopySettings) -> None:
    taken = int(first.values["BROKER_PORT"])
    with socket.create_server(("127.0.0.1", taken)):
        values = again(first).values
    assert values["BROKER_PORT"] != first.values["BROKER_PORT"]
    assert f":{values['BROKER_PORT']}/" in values["AMQP_URI"]


def test_another_port_for_people_changes_the_address_and_nothing_else(first: CopySettings) -> None:
    later = again(first, PORT="8125").values
    assert {name for name in later if later[name] != first.values[name]} == {"PUBLIC_URL"}
    assert later["PUBLIC_URL"] == "http://127.0.0.1:8125"


def test_a_given_broker_replaces_the_private_one_and_is_remembered(first: CopySettings) -> None:
    given = "amqp://u:p@broker.example:5672/v"
    assert not again(first, AMQP_URI=given).has_private_broker
    assert again(first).values["AMQP_URI"] == given


def test_a_given_folder_of_keys_is_used_and_remembered(first: CopySettings, tmp_path: Path) -> None:
    shared = str(tmp_path / "shared keys")
    assert again(first, ACTOR_KEYS_DIR=shared).for_services()["ACTOR_KEYS_DIR"] == shared
    assert again(first).values["ACTOR_KEYS_DIR"] == shared


def test_given_identity_providers_replace_the_demonstration(first: CopySettings) -> None:
    given = json.dumps([{"key": "council", "issuer": "https://sign-in.example"}])
    assert not again(first, IDENTITY_PROVIDERS=given).has_private_identity_provider
    assert again(first).values["IDENTITY_PROVIDERS"] == given


def test_an_empty_council_stays_one(tmp_path: Path) -> None:
    empty = settings_of({"VAR": str(tmp_path), "DEMO": "0"})
    assert not again(empty).is_demonstration


def test_a_new_demonstration_has_a_history_and_a_copy_begun_without_one_stays_so(
    first: CopySettings, tmp_path: Path
) -> None:
    assert first.has_history
    assert first.for_services()["HISTORY_MARK"] == str(first.history_mark)
    (first.var / FILE).write_text("DEMONSTRATION=1\n")
    old = again(first)
    assert not old.has_history
    assert "HISTORY_MARK" not in old.for_services()
    assert again(old, HISTORY="1").has_history
    assert not settings_of({"VAR": str(tmp_path / "empty"), "DEMO": "0"}).has_history
    without = settings_of({"VAR": str(tmp_path / "without"), "HISTORY": "0"})
    assert not again(without).has_history


def test_services_do_not_learn_the_launchers_secrets(first: CopySettings) -> None:
    assert {"SIGN_IN_PASSWORD", "BROKER_PASSWORD", "IDENTITY_PROVIDER_SECRET"}.isdisjoint(
        first.for_services()
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "http"), ("PORT", "0"), ("PORT", "65536"), ("DEMO", "yes"), ("HISTORY", "long")],
)
def test_nonsense_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(CannotStart, match=f"{name} is '{value}': set it to"):
        settings_of({"VAR": str(tmp_path), name: value})
