"""An import from beginning to end, against services in memory: balance, what is made, what is rejected."""

from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner, Result

from gateway.cli.casebook.importing import Balance, CasebookImport
from gateway.cli.casebook.rejects import Rejects
from gateway.cli.command_line import memberzone
from gateway.cli.copy_folder import CopyFolder
from gateway.cli.failure import CommandFailed
from gateway.cli.operator import Operator
from services.contracts.names import DIRECTORY, FOLLOWS
from tests.unit.casebooks import EXCERPT, HEADING, MAPPINGS, CouncilInMemory, nyc_mapping, row

WHOLE = "read 300 imported 293 already 3 rejected 4"


def bring_in(
    council: CouncilInMemory, file: Path, rejects_file: Path | None = None, create: bool = True
) -> str:
    """The balance of one run."""
    casebook = CasebookImport(cast(Operator, council), file, nyc_mapping())
    if create:
        casebook.create_missing()
    with Rejects(rejects_file) as rejects:
        balance = Balance(rejects)
        casebook.send(balance)
    casebook.wait(balance)
    return str(balance)


def written(tmp_path: Path, *rows: bytes) -> Path:
    path = tmp_path / "casebook.csv"
    path.write_bytes(HEADING + b"".join(rows))
    return path


def test_the_excerpt_comes_in_whole_and_adds_up() -> None:
    assert bring_in(CouncilInMemory(), EXCERPT) == WHOLE


def test_a_second_run_finds_everything_stored_and_rejects_the_same_rows(tmp_path: Path) -> None:
    council = CouncilInMemory()
    bring_in(council, EXCERPT, tmp_path / "first.csv")
    assert bring_in(council, EXCERPT, tmp_path / "second.csv") == "read 300 imported 0 already 296 rejected 4"
    assert (tmp_path / "first.csv").read_text() == (tmp_path / "second.csv").read_text()


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    council = CouncilInMemory()
    rows = [row(f"R{number}") for number in range(1200)]
    council.fail_after_chunks = 1
    with pytest.raises(CommandFailed):
        bring_in(council, written(tmp_path, *rows))
    council.fail_after_chunks = None
    assert bring_in(council, written(tmp_path, *rows)) == "read 1200 imported 700 already 500 rejected 0"


def test_what_the_directory_lacks_is_made_in_batches_before_what_refers_to_it() -> None:
    council = CouncilInMemory()
    bring_in(council, EXCERPT)
    made = council.directory
    services = {service["id"]: service for service in made["services"]}
    assert {s["name"] for s in services.values() if s["column"] == "ris"} == {"Transportation", "Sanitation"}
    assert services["not-given"]["name"] == "Not given"
    assert all(category["service"] in services for category in made["categories"])
    wards = {ward["id"] for ward in made["wards"]}
    assert {"not-given", "nycc", "nyccnew-york"} <= wards
    for person in made["people"]:
        assert person["name"] == person["account"]
        assert person["terms"][0]["ward"] in wards
    assert {entry["starts"] for kind in ("wards", "services", "categories") for entry in made[kind]} == {
        "2015-01-01"
    }


def test_a_member_made_by_the_import_sits_for_the_first_ward_that_a_row_names(tmp_path: Path) -> None:
    council = CouncilInMemory()
    rows = [row("A", council_dist=""), row("B", council_dist="NYCC33"), row("C", council_dist="NYCC01")]
    bring_in(council, written(tmp_path, *rows))
    assert [person["terms"][0]["ward"] for person in council.directory["people"]] == ["nycc33"]


def test_names_that_make_the_same_id_get_ids_of_their_own(tmp_path: Path) -> None:
    council = CouncilInMemory()
    council.directory["services"] = [{"id": "land-use", "name": "Land"}]
    rows = [
        row("A", complaint_type="Land Use"),
        row("B", complaint_type="Land-Use"),
        row("C", complaint_type="LAND  use"),
    ]
    assert bring_in(council, written(tmp_path, *rows)) == "read 3 imported 3 already 0 rejected 0"
    assert [service["id"] for service in council.directory["services"]] == [
        "land-use",
        "land-use-2",
        "land-use-3",
    ]
    assert council.cases["A"]["service_id"] == council.cases["C"]["service_id"] == "land-use-2"


def test_a_second_file_makes_only_what_is_still_missing(tmp_path: Path) -> None:
    council = CouncilInMemory()
    bring_in(council, written(tmp_path, row("A")))
    bring_in(council, written(tmp_path, row("B"), row("C", account="NYCC02")))
    assert [len(council.directory[kind]) for kind in ("wards", "services", "categories", "people")] == [
        1,
        1,
        1,
        2,
    ]


def test_every_follower_of_the_directory_is_waited_for_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FOLLOWS, "figures", (DIRECTORY,))
    council = CouncilInMemory()
    bring_in(council, written(tmp_path, row("A")))
    made = {stream for consumer, _, stream in council.waited_for if consumer == "figures"}
    assert made == {"wards:nycc01", "services:aging", "categories:aging", "people:NYCC01"}


def test_rejected_rows_make_nothing_in_the_directory(tmp_path: Path) -> None:
    council = CouncilInMemory()
    bring_in(council, written(tmp_path, row("A"), row("B", account="NYCC99", opendate="never")))
    assert [person["account"] for person in council.directory["people"]] == ["NYCC01"]


def test_without_create_missing_unknown_names_are_rejected_with_the_way_out(tmp_path: Path) -> None:
    council = CouncilInMemory()
    rejects = tmp_path / "rejects.csv"
    assert (
        bring_in(council, written(tmp_path, row("A")), rejects, create=False)
        == "read 1 imported 0 already 0 rejected 1"
    )
    assert "'NYCC01'" in rejects.read_text()
    assert "--create-missing" in rejects.read_text()


def test_a_formula_in_a_reference_is_made_harmless_in_the_rejects_file(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    bring_in(CouncilInMemory(), written(tmp_path, row("=cmd|'/c calc'!A1", opendate="never")), rejects)
    lines = rejects.read_text().splitlines()
    assert lines[0] == "line,reason,reference"
    assert lines[1].startswith("2,")
    assert lines[1].endswith(",'=cmd|'/c calc'!A1")


def test_without_a_rejects_file_the_first_few_are_told_and_the_rest_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(
        CouncilInMemory(), written(tmp_path, row("A"), *(row(f"R{n}", opendate="never") for n in range(15)))
    )
    shown = capsys.readouterr().err
    assert shown.count("is rejected") == 10
    assert "5 more" in shown


def test_a_hostile_file_with_endless_names_is_refused_in_a_sentence(tmp_path: Path) -> None:
    rows = [row(f"R{number}", account=f"member {number}") for number in range(20_001)]
    with pytest.raises(CommandFailed, match="more than 20,000 different"):
        bring_in(CouncilInMemory(), written(tmp_path, *rows))


def test_an_empty_file_is_refused_and_one_with_a_heading_only_brings_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(CommandFailed, match="It is empty"):
        bring_in(CouncilInMemory(), tmp_path / "empty.csv")
    assert bring_in(CouncilInMemory(), written(tmp_path)) == "read 0 imported 0 already 0 rejected 0"


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch) -> CouncilInMemory:
    """What `memberzone` talks to."""
    made = CouncilInMemory()
    monkeypatch.setattr(CopyFolder, "operator", lambda _self: made)
    return made


def memberzone_import(*options: str) -> Result:
    arguments = ["import", str(EXCERPT), "--mapping", str(MAPPINGS / "nyc_council_casework.yaml"), *options]
    return CliRunner().invoke(memberzone, arguments)


def test_the_balance_is_all_that_standard_output_gets(council: CouncilInMemory) -> None:
    result = memberzone_import("--create-missing")
    assert result.exit_code == 0, result.output
    assert result.stdout == WHOLE + "\n"
    assert council.asked[-1] == "position"


def test_without_waiting_no_consumer_is_asked_after(council: CouncilInMemory) -> None:
    assert memberzone_import("--create-missing", "--no-wait").stdout == WHOLE + "\n"
    assert council.asked[-1] == "import_cases"


def test_the_balance_is_told_even_when_a_consumer_stands_still(
    council: CouncilInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stand_still(*_: object) -> None:
        raise CommandFailed("directory stands still behind requests.")

    monkeypatch.setattr(CasebookImport, "wait", stand_still)
    result = memberzone_import("--create-missing")
    assert result.stdout == WHOLE + "\n"
    assert isinstance(result.exception, CommandFailed)
