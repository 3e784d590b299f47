"""Characters that HTML knows no place for never get into a page, wherever they come from."""

import pytest
from flask import Flask

from gateway.page_text import REPLACEMENT, keep_to_characters_of_pages


def told(words: str, content_type: str = "text/html") -> str:
    """What an app whose answer has these words tells."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: (words, {"Content-Type": content_type}), endpoint="page")
    keep_to_characters_of_pages(app)
    return app.test_client().get("/").get_data(as_text=True)


@pytest.mark.parametrize("never", ["\x01", "\x0b", "\x7f", "\x85", "\ufdd0", "\uffff", "\U0001fffe"])
def test_what_no_page_may_have_is_replaced(never: str) -> None:
    assert told(f"a{never}b") == f"a{REPLACEMENT}b"


@pytest.mark.parametrize("always", ["\t", "\n", "ò", "\u200d", "😀", "\ufffd"])
def test_everything_else_stays(always: str) -> None:
    assert told(f"a{always}b") == f"a{always}b"


def test_what_is_no_page_stays_as_it_is() -> None:
    assert told("a\x01b", "text/plain") == "a\x01b"
