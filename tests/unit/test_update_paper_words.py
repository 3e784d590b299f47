"""What the update paper says: its numbers in words, rounded half up, and its tables."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.documents.composing import compose
from gateway.documents.content import Document, Section, shown
from gateway.documents.csv_file import harmless
from gateway.documents.exact_numbers import half_up, mean_of, share
from gateway.documents.paper import Paper
from tests.unit.paper_examples import figures, more, paper, quiet_paper


@pytest.fixture(scope="module")
def document() -> Document:
    return compose(paper())


def section(document: Document, key: str) -> Section:
    return next(one for one in document.sections if one.key == key)


def said(document: Document, key: str) -> str:
    return " ".join(section(document, key).sentences)


def lines(section: Section) -> dict[str, list[str]]:
    return {row.name: [shown(cell) for cell in row.cells] for table in section.tables for row in table.rows}


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(33, 151, "22%"), (70, 79, "89%"), (177, 200, "89%"), (1, 200, "1%"), (0, 9, "0%")],
)
def test_a_share_rounds_half_up(part: int, whole: int, words: str) -> None:
    assert str(share(part, whole)) == words


def test_a_share_of_nothing_is_none() -> None:
    assert share(0, 0) is None


@given(st.integers(1, 10**6), st.integers(0, 10**8))
def test_a_mean_is_exact_again(count: int, days: int) -> None:
    mean = mean_of(days / count, count)
    assert mean is not None
    assert mean.value == Fraction(days, count)


@given(st.fractions(min_value=0, max_value=10**6), st.integers(0, 3))
def test_half_up_is_the_nearest_and_of_two_the_higher(value: Fraction, decimals: int) -> None:
    step = Fraction(1, 10**decimals)
    assert -step / 2 < half_up(value, decimals) - value <= step / 2


def test_a_mean_that_floats_would_round_down_goes_up() -> None:
    assert str(mean_of(0.15, 20)) == "0.2"  # 3 of 20; as a float a little less


def test_the_paper_tells_what_the_council_knows(document: Document) -> None:
    requests = said(document, "requests")
    assert "From 6 June 2022 to 22 September 2023 members made 1,603 requests: 1,246 with Roads" in requests
    assert (
        "services had actioned 1,398 requests (87% of those made). Members had closed 836; 562 were"
        in requests
    )
    assert said(document, "in_action") == (
        "205 requests were in action: 151 with the service for a response, 27 where work is scheduled, "
        "24 where the member asked for more and 3 escalated. Of the 151 with the service, 33 (22%) were late "
        "by a week or more: 30 with Roads and Infrastructure Services and 3 with other services."
    )
    assert (
        "after 2.8 working days with Roads and Infrastructure Services and 8.5 working days with other"
        in said(document, "answers")
    )
    assert (
        "after 20.8 working days with Roads and Infrastructure Services and 14 working days with other"
        in said(document, "answers")
    )
    assert "70 said moderately happy or better (89%)" in said(document, "feedback")
    assert "82 said satisfactory or better (91%) and 75 said good or excellent (83%)" in said(
        document, "feedback"
    )
    usage = said(document, "usage")
    assert "Of 36 members serving on 22 September 2023, 15 made 0 to 29 requests, 15 made 30 to 69" in usage
    assert "On average a member made 45 requests; the most that one member made is 190." in usage
    assert "1,253 of 1,603 requests were raised online (78%)." in usage


def test_the_tables_hold_every_figure(document: Document) -> None:
    standing = lines(section(document, "requests")) | lines(section(document, "in_action"))
    assert standing["Made by members"] == ["1,246", "357", "1,603"]
    assert standing["Answered, open with members"] == ["437", "125", "562"]
    assert standing["of which a week or more late"] == ["30", "3", "33"]
    assert lines(section(document, "answers"))["Median"] == ["18.5", "12", "16"]
    assert lines(section(document, "services")).keys() == {"Roads"}
    assert lines(section(document, "months"))["September 2023"] == ["70", "65", "33", "205"]


def test_every_chart_has_a_sentence_and_a_table_beside_it(document: Document) -> None:
    drawn = [section for section in document.sections if section.chart]
    assert len(drawn) == 6
    assert all(section.chart and section.chart.sentence.endswith(".") and section.tables for section in drawn)


def test_a_reader_is_told_who_issued_it_and_by_which_rules(document: Document) -> None:
    assert ("Issued", "4 October 2023 by Sam Kerr") in document.facts
    assert "Issued by Sam Kerr on 4 October 2023. Made by version 1 of the definitions." in said(
        document, "about"
    )


def test_a_draft_says_so() -> None:
    assert "A draft: this paper has not been issued." in said(compose(paper(issue=None)), "about")


def test_a_check_that_fails_is_not_hidden() -> None:
    wrong: dict[str, Any] = figures() | {"checks": [{"name": "made = in action + actioned", "holds": False}]}
    document = compose(paper(figures=wrong))
    assert "do not hold: until they do, rely on no figure here" in said(document, "checks")
    assert lines(section(document, "checks")) == {"made = in action + actioned": ["DOES NOT HOLD"]}


def test_a_shorter_period_takes_no_share_of_what_was_made() -> None:
    document = compose(paper(more=more() | {"from_beginning": False}, figures=figures() | {"checks": []}))
    assert "of those made" not in said(document, "requests")
    assert "this one begins later" in said(document, "checks")


@pytest.mark.parametrize("given", [paper(), quiet_paper()], ids=["busy", "quiet"])
def test_nothing_unsaid_is_in_a_sentence(given: Paper) -> None:
    for one in compose(given).sections:
        assert one.sentences or one.tables or one.quotes, one.key
        assert not any("None" in sentence or "  " in sentence for sentence in one.sentences), one.sentences


def test_a_council_without_requests_has_a_paper_that_says_so() -> None:
    document = compose(quiet_paper())
    assert "Nothing was in action." in said(document, "in_action")
    assert lines(section(document, "answers"))["Mean"] == ["none", "none", "none"]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@cmd", "\t=1", "\r=1"])
def test_a_formula_in_a_csv_file_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(f"so {text}") == f"so {text}"
