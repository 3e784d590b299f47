"""From what somebody uploads to what is kept: bounded, looked into, cleaned, scanned, stored."""

import threading
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from gateway.attachments import virus_scan
from gateway.attachments.file_names import safe_name
from gateway.attachments.file_store import FileStore
from gateway.attachments.kinds import kind_of
from gateway.attachments.refused import FileRefused
from services.contracts.vocabulary import FILE_SIZE_LIMIT

MEGABYTES = FILE_SIZE_LIMIT // 2**20
# Files are in memory while they are looked into: so many at once in one process, and no more.
AT_ONCE = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class StoredFile:
    """A file that is kept: what a request has to be told of it."""

    name: str
    media_type: str
    size: int
    content_hash: str


def take_in(upload: FileStorage, store: FileStore, clamd: str | None) -> StoredFile:
    """Keep the file. Raises FileRefused with the sentence for whoever gave it."""
    name = safe_name(upload.filename or "")
    with AT_ONCE:
        data = upload.stream.read(FILE_SIZE_LIMIT + 1)
        if not data:
            raise FileRefused(f"“{name}” is empty. Choose another file.")
        if len(data) > FILE_SIZE_LIMIT:
            raise FileRefused(
                f"“{name}” is larger than {MEGABYTES} MB. Make it smaller, or split it, and add that."
            )
        kind = kind_of(name, data)
        if clamd:
            virus_scan.check(clamd, name, data)
        kept = kind.cleaned(name, data)
        if len(kept) > FILE_SIZE_LIMIT:
            raise FileRefused(f"“{name}” is larger than {MEGABYTES} MB once it is cleaned. Split it.")
        return StoredFile(name, kind.media_type, len(kept), store.put(kept))
