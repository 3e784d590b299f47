"""What may be personal is pointed out where it stands: how much is found, and how much in vain."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.requests.domain.screening.kinds import Kind
from services.requests.domain.screening.screen import MOST_FOUND, screened
from services.requests.domain.screening.special_words import DEFAULT_WORDS, UnfitWords, WordList
from tests.unit.screening_examples import EXAMPLES

WORDS = WordList(DEFAULT_WORDS)


def kinds_in(text: str, field: str = "message") -> set[Kind]:
    """The kinds that are pointed out."""
    return {found.kind for found in screened({field: text}, WORDS)}


def test_how_much_is_found_and_how_much_in_vain(capsys: pytest.CaptureFixture[str]) -> None:
    right = found = wanted = 0
    for text, kinds in EXAMPLES:
        pointed_out = kinds_in(text)
        right += len(pointed_out & kinds)
        found += len(pointed_out)
        wanted += len(kinds)
    precision, recall = right / found, right / wanted
    with capsys.disabled():
        print(f"\nscreening, {len(EXAMPLES)} sentences: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.9
    assert recall >= 0.9


@pytest.mark.parametrize(("text", "kinds"), [row for row in EXAMPLES if Kind.SPECIAL not in row[1]])
def test_identifiers_are_found_by_their_check_digits_and_nothing_else_is(
    text: str, kinds: frozenset[Kind]
) -> None:
    assert kinds_in(text) - {Kind.SPECIAL} == kinds


def test_the_words_are_named_with_where_they_stand_and_why() -> None:
    text = "Ring 01546 602127: she has dementia."
    phone, word = screened({"ask": text}, WORDS)
    assert (text[phone.start : phone.end], phone.reason) == (
        "01546 602127",
        "looks like somebody’s phone number",
    )
    assert (text[word.start : word.end], word.reason) == ("dementia", "may tell of somebody’s health")


def test_a_place_may_have_its_postcode() -> None:
    assert kinds_in("Hunter Street, PA23 8JU", "place") == set()
    assert kinds_in("Hunter Street, PA23 8JU", "ask") == {Kind.POSTCODE}


@given(st.dictionaries(st.sampled_from(["ask", "place", "subject"]), st.text(max_size=300)))
def test_whatever_is_typed_is_looked_over_without_overlap(texts: dict[str, str]) -> None:
    for one in screened(texts, WORDS):
        assert 0 <= one.start < one.end <= len(texts[one.field])
    for field in texts:
        spans = [(one.start, one.end) for one in screened(texts, WORDS) if one.field == field]
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "1" * 10_000, "1 " * 5_000, "0-" * 5_000, "a.a@" * 2_500, "born " * 2_000, "self-" * 2_000]
    + ["".join(random.Random(seed).choices("0123456789 -()+abGB@.", k=10_000)) for seed in range(3)],
)
def test_time_grows_with_length_only(text: str) -> None:
    begun = time.process_time()
    found = screened({"message": text}, WORDS)
    assert time.process_time() - begun < 2
    assert len(found) <= MOST_FOUND


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("asthma, cancer", "Line 1 has no heading"),
        ("health: a*b", "cannot be looked for"),
        ("health: *", "cannot be looked for"),
        ("health: " + "x" * 61, "cannot be looked for"),
        ("health: " + ", ".join(f"w{n}" for n in range(1_001)), "more than 1,000"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(text: str, said: str) -> None:
    with pytest.raises(UnfitWords, match=said):
        WordList(text)


def test_a_list_of_ones_own() -> None:
    own = WordList("health: grippe*, (odd) [words\n\n other : mist ")
    assert [one.reason for one in screened({"ask": "Grippes, (odd) [words, mist; mists"}, own)] == [
        *("may tell of somebody’s health",) * 2,
        "may tell of somebody’s other",
    ]
    assert screened({"ask": "dementia"}, WordList("")) == []
