"""A stream of bytes as numbered lines of text, each with what is wrong with it, if anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

LONGEST_LINE = 65_536
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Line:
    """One line as it stands in the file, its line end included; `fault` is a sentence or None."""

    number: int
    text: str
    fault: str | None = None


def lines(stream: IO[bytes], encoding: str) -> Iterator[Line]:
    """Every line of `stream`, at most LONGEST_LINE bytes at a time. Bad bytes spoil their own line only."""
    number = 0
    while piece := stream.readline(LONGEST_LINE):
        number += 1
        if number == 1:
            piece = piece.removeprefix(BYTE_ORDER_MARK)
        if len(piece) >= LONGEST_LINE and not piece.endswith(b"\n"):
            _skip_to_line_end(stream)
            yield Line(number, "", f"The line is longer than {LONGEST_LINE:,} bytes.")
        else:
            yield _line(number, piece, encoding)


def _line(number: int, piece: bytes, encoding: str) -> Line:
    if b"\0" in piece:
        return Line(
            number, piece.replace(b"\0", b"").decode(encoding, "replace"), "The row holds a NUL character."
        )
    try:
        return Line(number, piece.decode(encoding))
    except UnicodeDecodeError:
        return Line(number, piece.decode(encoding, "replace"), f"The row is not {encoding.upper()} text.")


def _skip_to_line_end(stream: IO[bytes]) -> None:
    while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
        pass
