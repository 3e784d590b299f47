"""References as people read them out, type them and get them wrong."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_2

from services.requests.domain.references import NotAReference, Reference, WrongCheckCharacter, parse

references = st.builds(Reference, st.integers(2000, 2099), st.integers(1, 2_000_000))


def test_the_check_character_is_that_of_letters_and_digits_together() -> None:
    assert mod_37_2.calc_check_digit("MZ2023001234") == "B"
    assert str(Reference(2023, 1234)) == "MZ-2023-001234-B"


@given(references)
def test_a_reference_is_read_back(reference: Reference) -> None:
    assert parse(str(reference)) == reference


@pytest.mark.parametrize(
    "typed",
    [
        "mz-2023-001234-b",
        "MZ2023001234B",
        "mz 2023 001234 b",
        "  MZ-2023-001234-B\n",
        "MZ–2023–001234–B",
        "MZ\u20112023\u2011001234\u2011B",
        "MZ\u00a02023\u00a0001234\u00a0B",
    ],
)
def test_case_spaces_and_hyphens_are_no_matter(typed: str) -> None:
    assert parse(typed) == Reference(2023, 1234)


@given(references, st.data())
def test_every_single_wrong_character_is_noticed(reference: Reference, data: st.DataObject) -> None:
    compact = str(reference).replace("-", "")
    place = data.draw(st.integers(0, len(compact) - 1))
    slip = data.draw(st.sampled_from(string.digits + string.ascii_uppercase + "*"))
    assume(slip != compact[place])
    with pytest.raises((NotAReference, WrongCheckCharacter)):
        parse(compact[:place] + slip + compact[place + 1 :])


@given(references, st.data())
def test_every_two_neighbours_changed_round_are_noticed(reference: Reference, data: st.DataObject) -> None:
    compact = str(reference).replace("-", "")
    place = data.draw(st.integers(0, len(compact) - 2))
    assume(compact[place] != compact[place + 1])
    with pytest.raises((NotAReference, WrongCheckCharacter)):
        parse(compact[:place] + compact[place + 1] + compact[place] + compact[place + 2 :])


def test_every_slip_in_one_reference_is_noticed() -> None:
    right = "MZ2023001234B"
    for place in range(len(right)):
        for slip in set(string.digits + string.ascii_uppercase + "*") - {right[place]}:
            with pytest.raises((NotAReference, WrongCheckCharacter)):
                parse(right[:place] + slip + right[place + 1 :])


@pytest.mark.parametrize(
    "typed", ["", "MZ", "MZ-2023-1234-K", "34567890", "MZ-2023-0001234-B", "МZ-2023-001234-B"]
)
def test_what_is_not_shaped_like_one_may_be_anothers_reference(typed: str) -> None:
    with pytest.raises(NotAReference):
        parse(typed)


@given(st.text(max_size=60))
def test_any_text_is_a_reference_or_refused(text: str) -> None:
    try:
        parse(text)
    except (NotAReference, WrongCheckCharacter):
        return
