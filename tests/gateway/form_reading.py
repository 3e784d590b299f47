"""Filling in the forms of a page as a browser does: everything that stands in one is sent along."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from tests.gateway.page_checks import check_page, words_of
from tests.gateway.visitors import Visitor

NOT_SENT = ("submit", "button", "image", "reset", "file")


def parsed(response: TestResponse) -> Element:
    """The page as a tree."""
    page: Element = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return page


def seen(response: TestResponse) -> str:
    """The words in the page's main part, on one line."""
    return words_of(next(parsed(response).iter("main")))


def form_to(response: TestResponse, action: str) -> dict[str, str]:
    """What the first form to `action` would send as it stands. AssertionError when there is none."""
    for form in parsed(response).iter("form"):
        if form.get("action") == action:
            sent = list(fields_of(form))
            assert len(dict(sent)) == len(sent), "the form sends a name twice"
            return dict(sent)
    raise AssertionError(f"no form to {action} in: {seen(response)}")


def fields_of(form: Element) -> Iterator[tuple[str, str]]:
    """The names and values that stand in a form."""
    for field in form.iter():
        name = field.get("name")
        if not name:
            continue
        if field.tag == "textarea":
            yield name, "".join(field.itertext())
        elif field.tag == "select":
            yield name, selected(field)
        elif field.tag == "input" and field.get("type") in ("radio", "checkbox"):
            if field.get("checked") is not None:
                yield name, field.get("value", "on")
        elif field.tag == "input" and field.get("type") not in NOT_SENT:
            yield name, field.get("value", "")


def selected(select: Element) -> str:
    """The value of the option that is chosen, else of the first."""
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    return [*chosen, *options][0].get("value", "")


def options_of(response: TestResponse, name: str) -> dict[str, str]:
    """The values of a select by their words."""
    select = next(field for field in parsed(response).iter("select") if field.get("name") == name)
    return {words_of(option): option.get("value", "") for option in select.iter("option")}


def send(visitor: Visitor, page: TestResponse | str, action: str, **filled: Any) -> TestResponse:
    """Fill in the form to `action` on a page (or the page at a path) and send it. The answer is audited."""
    shown = visitor.get(page) if isinstance(page, str) else page
    answer = visitor.client.post(action, data=form_to(shown, action) | filled)
    if answer.status_code != 303:
        check_page(answer.get_data(as_text=True))
    return answer
