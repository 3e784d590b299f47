"""Asks a ClamAV daemon about a file, by INSTREAM over its socket. Only where one is set (CLAMD)."""

import socket
import struct

from gateway.attachments.refused import FileRefused
from services.chassis.logs import logger

TIMEOUT_SECONDS = 60.0
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
_log = logger(__name__)


def check(address: str, name: str, data: bytes) -> None:
    """Raises FileRefused when something is found, and when nobody could look: nothing unseen is kept."""
    try:
        answer = _asked(address, data)
    except OSError as error:
        _log.error("the virus scanner cannot be reached", reason=str(error))
        answer = ""
    if answer.endswith("OK"):
        return
    if answer.endswith("FOUND"):
        raise FileRefused(f"“{name}” has a virus in it. Do not open it; tell your IT service desk.")
    raise FileRefused(f"“{name}” could not be checked for viruses just now. Add it again in a few minutes.")


def _asked(address: str, data: bytes) -> str:
    with _connected(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            said = connection.recv(_LONGEST_ANSWER)
            if not said:
                break
            answer += said
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(TIMEOUT_SECONDS)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), TIMEOUT_SECONDS)
