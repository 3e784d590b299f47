"""Bytes to records: whatever is wrong with a file spoils as few rows as can be, and every row is counted."""

import gzip
import io
import lzma
from pathlib import Path

import pytest

from gateway.cli.casebook.lines import LONGEST_LINE, lines
from gateway.cli.casebook.opened import opened
from gateway.cli.casebook.records import MOST_LINES, Record, records
from gateway.cli.failure import CommandFailed


def read(content: bytes, encoding: str = "utf-8") -> list[Record]:
    return list(records(lines(io.BytesIO(content), encoding)))


def test_a_quoted_field_may_hold_commas_quotes_and_line_ends() -> None:
    assert read(b'a,"b, ""c""\r\nd",e\r\nf,g,h\r\n') == [
        Record(1, ["a", 'b, "c"\r\nd', "e"]),
        Record(3, ["f", "g", "h"]),
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert read(b"\xef\xbb\xbfkey,day\n")[0].values == ["key", "day"]


def test_blank_lines_are_no_rows() -> None:
    assert [record.line for record in read(b"a,b\n\n\r\nc,d")] == [1, 4]


def test_a_quotation_that_is_never_closed_costs_one_row() -> None:
    found = read(b'a,"b,c\nd,e,f\ng,h,i\n')
    assert [record.line for record in found] == [1, 2, 3]
    assert found[0].fault == "A quotation mark is opened and never closed."
    assert [record.fault for record in found[1:]] == [None, None]


def test_a_quotation_that_is_never_closed_does_not_swallow_a_long_file() -> None:
    found = read(b'a,"b\n' + b"c,d\n" * (MOST_LINES * 3))
    assert len(found) == MOST_LINES * 3 + 1
    assert sum(record.fault is not None for record in found) == 1


def test_words_after_a_closing_quote_spoil_their_row_only() -> None:
    found = read(b'a,"b"c\nd,e\n')
    assert found[0].fault is not None
    assert found[0].fault.startswith("The row is not well-formed CSV")
    assert found[1] == Record(2, ["d", "e"])


def test_a_nul_character_spoils_its_row_only() -> None:
    assert [record.fault for record in read(b"a\0,b\nc,d\n")] == ["The row holds a NUL character.", None]


def test_bytes_in_another_encoding_spoil_their_row_only() -> None:
    assert [record.fault for record in read(b"caf\xe9,b\nc,d\n")] == ["The row is not UTF-8 text.", None]
    assert read(b"caf\xe9,b\n", "cp1252") == [Record(1, ["café", "b"])]


def test_a_line_without_end_is_never_held_whole() -> None:
    found = read(b"x" * (LONGEST_LINE * 3) + b"\nc,d\n")
    assert found == [Record(1, [], f"The line is longer than {LONGEST_LINE:,} bytes."), Record(2, ["c", "d"])]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_a_file_is_opened_by_what_it_holds(tmp_path: Path, pack: type[bytes]) -> None:
    path = tmp_path / "casebook.csv"
    path.write_bytes(pack(b"a,b\n" * 1000))
    with opened(path) as stream:
        assert len(list(records(lines(stream, "utf-8")))) == 1000


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_compressed_file_that_is_cut_short_ends_in_a_sentence(tmp_path: Path, pack: type[bytes]) -> None:
    path = tmp_path / "casebook.csv.xz"
    path.write_bytes(pack(bytes(range(32, 127)) * 5000)[:-40])
    with pytest.raises(CommandFailed, match="damaged or cut short"), opened(path) as stream:
        list(lines(stream, "utf-8"))


def test_a_file_that_is_not_there_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="cannot be read: No such file"), opened(tmp_path / "none.csv"):
        pass
