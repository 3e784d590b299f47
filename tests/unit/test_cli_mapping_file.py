"""A mapping file: what is shipped is right, and a slip is a sentence with file and line."""

from pathlib import Path

import pytest

from gateway.cli.casebook.mapping import read_mapping
from gateway.cli.failure import CommandFailed
from tests.unit.casebooks import MAPPINGS, nyc_mapping

SHIPPED = (MAPPINGS / "nyc_council_casework.yaml").read_text()


def test_the_shipped_mapping_says_what_was_agreed() -> None:
    mapping = nyc_mapping()
    assert mapping.casebook == "nyc_council_casework"
    assert mapping.reference.columns == ("unique_key",)
    assert mapping.member.columns == ("account",)
    assert (mapping.ward.columns, mapping.ward.empty) == (("council_dist",), "Not given")
    assert mapping.service == mapping.category
    assert mapping.report_column("Transportation") == mapping.report_column("sanitation") == "ris"
    assert mapping.report_column("Parks") == "other"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("kind: action", "kind: wish", "line 8: kind: Must be one of: information, action."),
        ("channel: logged", "chanel: logged", "line 9: chanel: Unknown field."),
        ('at: "09:00"', 'at: "9 o\'clock"', "line 20: raised.at: Use hours and minutes, as in 09:00."),
        ("{from: account}", "{}", "line 13: member.from: Missing data for required field."),
        (
            "Sanitation: ris",
            "Sanitation: first",
            "line 27: columns.Sanitation.value: Must be one of: ris, other.",
        ),
    ],
)
def test_a_slip_in_a_mapping_is_a_sentence_with_file_and_line(
    old: str, new: str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "mapping.yaml"
    assert old in SHIPPED
    path.write_text(SHIPPED.replace(old, new, 1))
    with pytest.raises(CommandFailed) as failure:
        read_mapping(path)
    assert str(failure.value).startswith(f"{path}, {sentence}"), failure.value
