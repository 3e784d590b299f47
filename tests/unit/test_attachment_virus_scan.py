"""What a ClamAV daemon says of a file decides; a file that nobody could look at is not taken."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gateway.attachments import virus_scan
from gateway.attachments.refused import FileRefused

DATA = b"x" * 150_000


@contextmanager
def daemon(path: Path, answer: bytes) -> Iterator[list[bytes]]:
    """A socket that takes one stream and gives one answer; what it was sent."""
    received: list[bytes] = []
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(1)

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!L", stream.read(4))[0]:
                received.append(stream.read(size))
            connection.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    yield received
    thread.join(60)
    listener.close()


def test_a_clean_file_passes_whole(tmp_path: Path) -> None:
    with daemon(tmp_path / "clamd", b"stream: OK\0") as received:
        virus_scan.check(f"unix:{tmp_path / 'clamd'}", "a.pdf", DATA)
    assert b"".join(received) == DATA


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"stream: Eicar-Test-Signature FOUND\0", "has a virus in it"),
        (b"INSTREAM size limit exceeded. ERROR\0", "could not be checked"),
        (b"", "could not be checked"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, answer: bytes, said: str) -> None:
    with daemon(tmp_path / "clamd", answer), pytest.raises(FileRefused, match=said):
        virus_scan.check(f"unix:{tmp_path / 'clamd'}", "a.pdf", DATA)


def test_nobody_to_look_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="could not be checked"):
        virus_scan.check(f"unix:{tmp_path / 'none'}", "a.pdf", DATA)
