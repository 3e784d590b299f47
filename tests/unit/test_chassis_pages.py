"""Pages of events: every event is found again as it was, and no page is longer than a page."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis import pages

EVENTS = st.dictionaries(st.text(max_size=5), st.one_of(st.text(), st.integers(), st.none()), max_size=3)


@given(st.lists(EVENTS.map(json.dumps), min_size=1, max_size=20))
def test_a_page_is_json_and_gives_back_the_very_texts(texts: list[str]) -> None:
    body = pages.page_of(texts)
    assert json.loads(body) == [json.loads(text) for text in texts]
    assert pages.texts_of(body) == texts


@given(st.lists(st.integers(1, 3), max_size=40))
def test_pages_hold_all_in_order_and_none_too_much(sizes: list[int]) -> None:
    texts = [f"{number:05}" + "x" * (size * pages.CHARACTERS // 4) for number, size in enumerate(sizes)]
    made = list(pages.in_pages(texts))
    assert [text for page in made for text in page] == texts
    assert all(len(page) == 1 or sum(map(len, page)) <= pages.CHARACTERS for page in made)


def test_a_page_holds_so_many_events() -> None:
    made = list(pages.in_pages(["x"] * (2 * pages.EVENTS + 1)))
    assert [len(page) for page in made] == [pages.EVENTS, pages.EVENTS, 1]


@pytest.mark.parametrize("body", ["", "[]", "{}", "[\n", "no page"])
def test_what_is_no_page_is_one_text(body: str) -> None:
    assert pages.texts_of(body) == [body]
