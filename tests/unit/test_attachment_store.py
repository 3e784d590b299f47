"""Where files are kept: whole or not there, by content; what nobody has any more is swept away in time."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from gateway.attachments.file_store import FileStore
from gateway.attachments.ready_files import GOOD_FOR_SECONDS, Sealing
from gateway.attachments.settings import file_settings
from gateway.attachments.sweeping import YOUNG, sweep
from gateway.attachments.taking_in import StoredFile
from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.settings import SettingError

NOW = datetime.now(UTC)
FILE = StoredFile("hole.jpg", "image/jpeg", 3, "ab" * 32)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """A folder of files."""
    return FileStore((tmp_path / "files").as_uri())


def asked_of(in_use: set[str]) -> ServiceClients:
    """Clients whose service knows of these files."""

    def ask(asked: Ask) -> Any:
        return SimpleNamespace(result={"in_use": sorted(in_use & set(asked.body["content_hashes"]))})

    return cast(ServiceClients, SimpleNamespace(ask=ask))


def aged(tmp_path: Path) -> None:
    """Everything that is there was written long ago."""
    for path in tmp_path.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))


def test_the_same_content_is_kept_once_and_for_its_owner_only(store: FileStore, tmp_path: Path) -> None:
    first, second = store.put(b"the same"), store.put(b"the same")
    assert first == second
    assert b"".join(store.pieces(first)) == b"the same"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    assert (tmp_path / "files").stat().st_mode & 0o077 == 0


def test_any_kind_of_folder_will_do() -> None:
    store = FileStore("memory://a-bucket/files")
    kept = store.put(b"words")
    assert store.has(kept)
    assert b"".join(store.pieces(kept)) == b"words"
    store.remove(kept)
    store.remove(kept)
    assert not store.has(kept)
    with pytest.raises(FileNotFoundError):
        store.pieces(kept)


def test_what_nobody_has_is_swept_away_once_it_is_old(store: FileStore, tmp_path: Path) -> None:
    used, unused = store.put(b"used"), store.put(b"unused")
    (tmp_path / "files" / "incoming" / "unfinished").write_bytes(b"half")
    clients = asked_of({used})
    assert sweep(store, clients, NOW) == 0
    aged(tmp_path)
    young = store.put(b"young")
    assert sweep(store, clients, NOW) == 2
    assert [store.has(one) for one in (used, unused, young)] == [True, False, True]
    assert not (tmp_path / "files" / "incoming" / "unfinished").exists()


def test_what_is_added_again_is_young_again(store: FileStore, tmp_path: Path) -> None:
    kept = store.put(b"words")
    aged(tmp_path)
    before = NOW - YOUNG
    (path,) = store.older_than(before)
    store.put(b"words")
    assert not store.remove_if_older(path, before)
    assert store.has(kept)


def test_a_form_never_carries_a_file_for_longer_than_it_is_young() -> None:
    assert timedelta(seconds=GOOD_FOR_SECONDS) < YOUNG


def test_sealed_files_are_their_persons_alone() -> None:
    sealing = Sealing("a secret of the tests")
    sealed = sealing.sealed([FILE], "ailsa")
    assert sealing.opened(sealed, "ailsa") == [FILE]
    assert sealing.opened(sealed, "isla") == []
    assert sealing.opened(sealed[:-2], "ailsa") == []
    assert Sealing("another secret").opened(sealed, "ailsa") == []
    assert sealing.sealed([], "ailsa") == ""


def test_where_files_are_is_a_setting(tmp_path: Path) -> None:
    assert file_settings({"MEMBERZONE_VAR": str(tmp_path)}).url == (tmp_path / "files").as_uri()
    assert file_settings({"FILES_URL": "memory://x"}).url == "memory://x"
    assert file_settings({"CLAMD": "unix:/run/clamd"}).clamd == "unix:/run/clamd"
    for wrong in ({"FILES_URL": "nosuch://x"}, {"CLAMD": "clamd"}):
        with pytest.raises(SettingError):
            file_settings(wrong)
