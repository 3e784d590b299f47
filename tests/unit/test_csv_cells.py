"""Nothing that somebody typed is calculated by a spreadsheet, and nothing typed is lost."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.csv_cells import csv_rows, plain_cell


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "  =1",
        '"=1',
        "'=1",
        "\u200b=1",
    ],
)
def test_what_would_be_calculated_is_words(typed: str) -> None:
    assert plain_cell(typed) == f"'{typed}"


@pytest.mark.parametrize("typed", ["", "Pothole", "A=B", "1-2", " spaced", "Còmhdach", "'quoted'"])
def test_what_is_plain_stays(typed: str) -> None:
    assert plain_cell(typed) == typed


@given(st.lists(st.text(st.characters(exclude_characters="\r\0", codec="utf-8")), min_size=1))
def test_cells_come_out_as_they_went_in(row: list[str]) -> None:
    (read,) = csv.reader(io.StringIO(csv_rows([row]), newline=""))
    for typed, cell in zip(row, read, strict=True):
        assert cell in (typed, f"'{typed}")
