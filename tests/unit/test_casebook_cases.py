"""Records to cases: dates, empty columns, limits and order, as the shipped mapping says."""

from datetime import UTC, datetime

import pytest

from gateway.cli.casebook.cases import CaseReader, NamedCase, Rejected
from gateway.cli.casebook.records import Record
from gateway.cli.failure import CommandFailed
from tests.unit.casebooks import HEADING, nyc_mapping, row

NOW = datetime(2026, 11, 21, tzinfo=UTC)
HEADER = HEADING.decode().strip().split(",")


def read(**given: str) -> NamedCase | Rejected:
    values = row(**given).decode().rstrip("\n").split(",")
    return CaseReader(nyc_mapping(), HEADER, NOW).read(Record(7, values))


def case(**given: str) -> NamedCase:
    found = read(**given)
    assert isinstance(found, NamedCase), found
    return found


def reason(**given: str) -> str:
    found = read(**given)
    assert isinstance(found, Rejected), found
    assert found.line == 7
    return found.reason


def test_a_winter_day_is_raised_at_nine_and_closed_at_five_in_greenwich_time() -> None:
    found = case(opendate="2015-01-02", closedate="2015-01-09")
    assert found.raised_at == datetime(2015, 1, 2, 9, tzinfo=UTC)
    assert found.responded_at == found.closed_at == datetime(2015, 1, 9, 17, tzinfo=UTC)


def test_a_summer_day_is_an_hour_earlier_in_utc() -> None:
    found = case(opendate="2015-07-01", closedate="2015-07-01")
    assert found.raised_at == datetime(2015, 7, 1, 8, tzinfo=UTC)
    assert found.closed_at == datetime(2015, 7, 1, 16, tzinfo=UTC)


def test_the_days_on_which_the_clocks_change_have_their_own_nine_o_clock() -> None:
    assert case(opendate="2015-03-29", closedate="").raised_at == datetime(2015, 3, 29, 8, tzinfo=UTC)
    assert case(opendate="2015-10-25", closedate="").raised_at == datetime(2015, 10, 25, 9, tzinfo=UTC)


def test_a_case_without_a_closing_day_is_open() -> None:
    found = case(closedate=" ")
    assert found.responded_at is None
    assert found.closed_at is None


def test_an_empty_type_or_district_is_not_given() -> None:
    found = case(complaint_type="", council_dist="")
    assert (found.service, found.category, found.ward) == ("Not given", "Not given", "Not given")
    assert not found.ward_given


def test_an_empty_descriptor_takes_the_type_as_subject() -> None:
    assert case(descriptor="", complaint_type="Parks").subject == "Parks"
    assert case(descriptor="", complaint_type="").subject == "Not given"


def test_white_space_is_tidied_and_letters_are_composed() -> None:
    assert case(descriptor="  Re\u0301plique \t du\u00a0x ").subject == "Réplique du x"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"opendate": ""}, "opendate is empty"),
        ({"opendate": "02/01/2015"}, "opendate is not a date written as %Y-%m-%d"),
        ({"opendate": "2015-02-30"}, "opendate is not a date"),
        ({"opendate": "2027-01-01", "closedate": ""}, "opendate is in the future"),
        ({"closedate": "2027-01-01"}, "closedate is in the future"),
        ({"opendate": "2015-01-10"}, "answered before it was raised"),
        ({"reference": " "}, "unique_key is empty"),
        ({"account": ""}, "account is empty"),
        ({"reference": "R" * 101}, "unique_key has 101 characters; at most 100"),
        ({"descriptor": "D" * 201}, "has 201 characters; at most 200"),
        ({"community_board": "x,y"}, "12 columns; the heading has 11"),
    ],
)
def test_a_row_that_cannot_be_a_case_is_rejected_with_the_reason(given: dict[str, str], words: str) -> None:
    assert words in reason(**given)


def test_a_rejected_row_keeps_what_can_be_made_out_of_its_reference() -> None:
    found = CaseReader(nyc_mapping(), HEADER, NOW).read(Record(7, ["NYCC1", "x"]))
    assert found == Rejected(7, "The row has 2 columns; the heading has 11.", "NYCC1")


def test_a_heading_without_a_mapped_column_ends_in_a_sentence() -> None:
    with pytest.raises(CommandFailed, match="no column named 'opendate'"):
        CaseReader(nyc_mapping(), [name for name in HEADER if name != "opendate"], NOW)


def test_a_heading_with_a_mapped_column_twice_ends_in_a_sentence() -> None:
    with pytest.raises(CommandFailed, match="2 columns named 'account'"):
        CaseReader(nyc_mapping(), [*HEADER, "account"], NOW)
