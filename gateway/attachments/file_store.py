"""Where the bytes of files are: one object for each content, named by its SHA-256 (docs/decisions/0100)."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import fsspec

PIECE = 256 * 1024
_INCOMING = "incoming"


class FileStore:
    """A folder by fsspec. Safe to share between threads and processes."""

    def __init__(self, url: str) -> None:
        self._files: Any
        self._files, root = fsspec.core.url_to_fs(url)
        self._root = str(root).rstrip("/")
        if "file" in _protocols(self._files):
            os.makedirs(self._root, mode=0o700, exist_ok=True)

    def put(self, data: bytes) -> str:
        """Keep the content and return its hash.

        It is written anew even when it is there, so that it counts as young: a file that nobody uses yet is
        not swept away while it is young. It is whole or not there.
        """
        content_hash = hashlib.sha256(data).hexdigest()
        incoming = f"{self._root}/{_INCOMING}/{uuid4().hex}"
        self._files.makedirs(f"{self._root}/{_INCOMING}", exist_ok=True)
        self._files.makedirs(os.path.dirname(self._path(content_hash)), exist_ok=True)
        self._files.pipe_file(incoming, data)
        self._files.mv(incoming, self._path(content_hash))
        return content_hash

    def has(self, content_hash: str) -> bool:
        """Whether the content is there."""
        self._files.invalidate_cache()
        return bool(self._files.exists(self._path(content_hash)))

    def pieces(self, content_hash: str) -> Iterator[bytes]:
        """The content, piece by piece. Raises FileNotFoundError at once when it is not there."""
        opened = self._files.open(self._path(content_hash), "rb")
        return _read(opened)

    def remove(self, content_hash: str) -> None:
        """Remove the content, if it is there."""
        with suppress(FileNotFoundError):
            self._files.rm_file(self._path(content_hash))

    def older_than(self, instant: datetime) -> Iterator[str]:
        """The paths of everything that was written before, unfinished uploads too."""
        self._files.invalidate_cache()
        for path in self._files.find(self._root):
            if self._written_at(path) < instant:
                yield path

    def remove_if_older(self, path: str, instant: datetime) -> bool:
        """Remove one of those, unless it was written anew meanwhile; whether it went."""
        try:
            if self._written_at(path) >= instant:
                return False
            self._files.rm_file(path)
        except FileNotFoundError:
            return False
        return True

    @staticmethod
    def hash_of(path: str) -> str | None:
        """The hash that a path stands for; None of an unfinished upload."""
        folder, _, name = path.rpartition("/")
        return None if folder.endswith(_INCOMING) else name

    def _path(self, content_hash: str) -> str:
        return f"{self._root}/{content_hash[:2]}/{content_hash}"

    def _written_at(self, path: str) -> datetime:
        written: datetime = self._files.modified(path)
        return written if written.tzinfo else written.replace(tzinfo=UTC)


def _protocols(files: Any) -> tuple[str, ...]:
    named = files.protocol
    return (named,) if isinstance(named, str) else tuple(named)


def _read(opened: Any) -> Iterator[bytes]:
    with opened:
        while piece := opened.read(PIECE):
            yield piece
