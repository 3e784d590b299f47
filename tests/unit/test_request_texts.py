"""Words that people write: taken as they are, or refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.requests.domain.texts import LIMITS, NAMES, ON_ONE_LINE, flaw, is_blank, with_plain_line_breaks


@pytest.mark.parametrize("field", LIMITS)
def test_a_text_of_the_limit_is_taken_and_one_longer_is_refused_with_the_limit(field: str) -> None:
    limit = LIMITS[field]
    assert flaw(field, "é" * limit) is None
    assert f"{limit:,} characters" in (flaw(field, "é" * (limit + 1)) or "")


@pytest.mark.parametrize("nothing", ["", " ", "\n\n\t", "\u00a0", "\u200b", "\u2060\ufeff ", "\u202a\u202c"])
def test_a_text_with_nothing_to_see_is_empty(nothing: str) -> None:
    assert is_blank(nothing)
    assert "cannot be empty" in (flaw("message", nothing) or "")
    assert "10,000 characters" in (flaw("message", nothing) or "")


def test_a_text_that_may_be_left_out_may_be_empty() -> None:
    assert flaw("place", "", required=False) is None
    assert flaw("place", "x" * 301, required=False) is not None


@pytest.mark.parametrize(
    "bad", ["\0", "\ud800", "\x07", "\x1b[2J", "\x85", "\x7f", "\u202e", "\ufffe", "\U0001ffff"]
)
def test_characters_that_cannot_be_shown_are_refused(bad: str) -> None:
    assert "cannot be shown" in (flaw("message", f"A{bad}B") or "")


@pytest.mark.parametrize(
    "good",
    [
        "A' bhfuil rathad ùr ann?",
        "👩\u200d🔧 mended it",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u2067\u05e9\u05dc\u05d5\u05dd\u2069 she said",
        "one\n\ttwo",
        "<b>bold</b> & 'quoted'; -- =1+1",
        "e\u0301",
    ],
)
def test_any_language_and_sign_is_taken(good: str) -> None:
    assert flaw("message", good) is None


@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize("line_break", ["\n", "\u2028"])
def test_only_longer_texts_have_lines(field: str, line_break: str) -> None:
    found = flaw(field, f"one{line_break}two")
    assert ("on one line" in (found or "")) == (field in ON_ONE_LINE)


def test_line_breaks_count_as_one_character_wherever_they_were_typed() -> None:
    assert with_plain_line_breaks("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_every_field_has_a_name_for_people() -> None:
    assert NAMES.keys() == LIMITS.keys()


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"], exclude_characters="\u202d\u202e"))
)
def test_no_written_text_is_refused_for_its_characters(text: str) -> None:
    assert flaw("message", f"x{text}"[:10_000]) is None
