"""Shows the logs of every program on one output, whole line by whole line, each with its program's name."""

import os
import re
import threading
from pathlib import Path
from typing import IO, TextIO

POLL_SECONDS = 0.2
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class LogFile:
    """One growing file. It is read on from where it ended, also when it is rotated away."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self._rest = b""
        if path.exists():
            self._file = path.open("rb")
            self._file.seek(0, 2)  # what an earlier run wrote was shown then

    def new_lines(self) -> list[str]:
        """The whole lines written since the last time."""
        data = self._read()
        if self._was_rotated():
            data += self._read_on_in_new_file()
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [_plain(line) for line in lines if line.strip()]

    def close(self) -> None:
        """Read no more."""
        if self._file:
            self._file.close()

    def _read(self) -> bytes:
        return self._file.read() if self._file else b""

    def _was_rotated(self) -> bool:
        if not self._path.exists():
            return False
        return self._file is None or not os.path.samestat(os.fstat(self._file.fileno()), self._path.stat())

    def _read_on_in_new_file(self) -> bytes:
        last = self._read()
        self.close()
        self._file = self._path.open("rb")
        return last + self._read()


def _plain(line: bytes) -> str:
    """A line of text that cannot colour, move or clear the terminal it is shown on."""
    text = COLOURS.sub("", line.decode("utf-8", "replace"))
    return "".join(character if character.isprintable() or character == "\t" else " " for character in text)


class LogLines:
    """A thread that copies new lines of `<folder>/<name>.log` to `output` as `name | line`."""

    def __init__(self, folder: Path, names: list[str], output: TextIO) -> None:
        self._files = {name: LogFile(folder / f"{name}.log") for name in names}
        self._width = max(map(len, names))
        self._output = output
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._copy_until_ended, name="log lines", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Show what is left and stop."""
        self._ended.set()
        self._thread.join(timeout=5)

    def _copy_until_ended(self) -> None:
        while not self._ended.wait(POLL_SECONDS):
            self._copy()
        self._copy()
        for file in self._files.values():
            file.close()

    def _copy(self) -> None:
        lines = [
            f"{name:<{self._width}} | {line}\n"
            for name, file in self._files.items()
            for line in file.new_lines()
        ]
        if lines:
            self._output.write("".join(lines))
            self._output.flush()
