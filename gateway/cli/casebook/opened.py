"""Opens a casebook file, plain or compressed, as a stream of bytes that is never held whole."""

import gzip
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from gateway.cli.failure import CommandFailed

GZIP_START = b"\x1f\x8b"
XZ_START = b"\xfd7zXZ\x00"


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's text as bytes; what it starts with says how it is compressed.

    Raises CommandFailed when it cannot be read, also while it is being read inside the `with`.
    """
    try:
        with path.open("rb") as raw:
            start = raw.read(len(XZ_START))
            raw.seek(0)
            with _unpacked(raw, start) as stream:
                yield stream
    except (lzma.LZMAError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise CommandFailed(f"{path} is damaged or cut short ({error}): copy it again.") from None
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror or error}.") from None


def _unpacked(raw: IO[bytes], start: bytes) -> IO[bytes]:
    if start.startswith(XZ_START):
        return lzma.LZMAFile(raw)
    if start.startswith(GZIP_START):
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
    return raw
