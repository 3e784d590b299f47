"""The fields of a directory file, as the command line reads them: a slip is said with its line."""

from pathlib import Path

import pytest

from gateway.cli.directory_commands import read_directory_file
from gateway.cli.failure import CommandFailed


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "council.yaml"
    path.write_text(text)
    return path


def test_every_field_travels_as_it_is_written(tmp_path: Path) -> None:
    text = """
services:
  - {id: roads, name: Roads, columns: [{column: ris}, {column: other, starts: 2024-04-01}]}
categories:
  - id: potholes
    name: Potholes
    service: roads
    questions: [{id: depth, label: "How deep?", required: true, help: A guess will do.}]
    stop_advice: {text: Ring 999., stops: true}
outside_bodies:
  - {id: sepa, name: SEPA, contact: 0800 80 70 60}
people:
  - {person_id: p-1, name: Jo, terms: [{ward: cowal, starts: 2027-05-07, taken_back: true}]}
"""
    body = read_directory_file(written(tmp_path, text))
    assert body["services"][0]["columns"][1] == {"column": "other", "starts": "2024-04-01"}
    assert body["categories"][0]["questions"][0]["required"] is True
    assert body["categories"][0]["stop_advice"] == {"text": "Ring 999.", "stops": True}
    assert body["outside_bodies"][0]["contact"] == "0800 80 70 60"
    assert body["people"][0]["terms"][0]["taken_back"] is True


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "services:\n  - id: roads\n    name: Roads\n    columns:\n      - {column: red}\n",
            "line 5: services.0.columns.0.column: Must be one of: ris, other.",
        ),
        (
            "categories:\n  - id: p\n    name: P\n    service: roads\n    questions:\n      - {id: q}\n",
            "line 6: categories.0.questions.0.label: Missing data for required field.",
        ),
        (
            "categories:\n  - id: p\n    name: P\n    service: roads\n    stop_advice: Ring 999.\n",
            "line 5: categories.0.stop_advice: Invalid input type.",
        ),
        (
            "outside_bodies:\n  - {id: sepa, name: SEPA}\n",
            "line 2: outside_bodies.0.contact: Missing data for required field.",
        ),
        (
            "people:\n  - name: Jo\n    roles:\n      - {role: deputy}\n",
            "line 4: people.0.roles.0.role: Must be one of: officer, head_of_service, deputy_head, ",
        ),
    ],
)
def test_a_slip_is_a_sentence_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(CommandFailed) as refused:
        read_directory_file(written(tmp_path, text))
    assert str(refused.value).startswith(f"{tmp_path}/council.yaml, {sentence}")
