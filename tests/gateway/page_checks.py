"""Audits any HTML page of the gateway: structure, names, forms, scripts and the words people see."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError

UNSEEN = {"script", "style", "template", "head"}
OTHERS_WORDS = {"mz-words"}  # what people typed themselves may hold any date
NEEDS_NO_LABEL = {"hidden", "submit", "button", "image", "reset"}
ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}(?!\d)")
UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE)

Check = Callable[[Element], Iterator[str]]


def check_page(html: str) -> None:
    """Raises AssertionError that names every fault of the page."""
    faults = page_faults(html)
    assert not faults, "\n".join(["this page has faults:", *faults])


def page_faults(html: str) -> list[str]:
    """Every fault found, as sentences."""
    try:
        html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    except ParseError as error:
        return [f"it is not valid HTML5: {error}"]
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return [fault for check in CHECKS for fault in check(page)]


def one_heading_one_main(page: Element) -> Iterator[str]:
    """One h1 that the title starts with, one main, a language."""
    headings = [words_of(heading) for heading in page.iter("h1")]
    if len(headings) != 1:
        yield f"it has {len(headings)} h1"
    title = words_of(next(page.iter("title"), Element("title"))).removeprefix("Error: ")
    if not headings or not title.startswith(headings[0]):
        yield f"its title {title!r} does not start with its h1 {headings}"
    if len(list(page.iter("main"))) != 1:
        yield "it has not exactly one main"
    if not page.get("lang"):
        yield "it does not say its language"


def ids_and_references(page: Element) -> Iterator[str]:
    """Ids are unique, and what points at one finds it."""
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    yield from (f"the id {name!r} is there {count} times" for name, count in ids.items() if count > 1)
    for element in page.iter():
        wanted = (element.get("aria-describedby", "") + " " + element.get("aria-labelledby", "")).split()
        href = element.get("href", "")
        wanted += [href[1:]] if href.startswith("#") and len(href) > 1 else []
        missing = [name for name in wanted if name not in ids]
        yield from (f"{element.tag} points at {name!r}, which is not there" for name in missing)


def everything_has_a_name(page: Element) -> Iterator[str]:
    """Inputs have labels; buttons and links have words; pictures have alternatives."""
    labelled = {label.get("for") for label in page.iter("label")}
    for element in page.iter():
        named = bool(element.get("aria-label") or element.get("aria-labelledby"))
        if element.tag in ("input", "select", "textarea"):
            exempt = element.tag == "input" and element.get("type") in NEEDS_NO_LABEL
            if not (exempt or named or element.get("id") in labelled):
                yield f"the field {element.get('name')!r} has no label"
        elif element.tag in ("a", "button") and not (named or words_of(element)):
            yield f"a {element.tag} has no words: {element.attrib}"
        elif element.tag == "img" and element.get("alt") is None:
            yield f"a picture has no alternative: {element.get('src')}"


def forms_are_whole(page: Element) -> Iterator[str]:
    """Forms say where they go and how; posts carry the token."""
    for form in page.iter("form"):
        method = form.get("method", "").lower()
        if method not in ("get", "post") or not form.get("action"):
            yield f"a form lacks its method or action: {form.attrib}"
        tokens = [field for field in form.iter("input") if field.get("name") == "csrf_token"]
        if method == "post" and not (tokens and tokens[0].get("value")):
            yield f"the form to {form.get('action')!r} carries no csrf token"


def the_policy_allows_it(page: Element) -> Iterator[str]:
    """Nothing on the page needs an unsafe content security policy."""
    for element in page.iter():
        ours = element.get("nonce") or element.get("src", "").startswith("/")
        if element.tag == "script" and not ours:
            yield "a script has neither a nonce nor an address of ours"
        yield from (f"{element.tag} carries {name}" for name in element.attrib if forbidden_attribute(name))
        if element.tag == "style" and not element.get("nonce"):
            yield "a style element has no nonce"


def forbidden_attribute(name: str) -> bool:
    """Inline styles and handlers."""
    return name == "style" or bool(re.fullmatch(r"on[a-z]+", name))


def words_are_for_people(page: Element) -> Iterator[str]:
    """No ISO dates and no ids where people read."""
    text = " ".join(seen_text(page))
    yield from (f"it shows the raw date {found}" for found in ISO_DATE.findall(text))
    yield from (f"it shows the id {found}" for found in UUID.findall(text))


def words_of(element: Element) -> str:
    """The element's text on one line."""
    return " ".join("".join(element.itertext()).split())


def seen_text(element: Element) -> Iterator[str]:
    """The texts that a reader sees, without what people typed themselves."""
    typed = element.tag == "textarea" or OTHERS_WORDS & set(element.get("class", "").split())
    if element.tag not in UNSEEN and not typed:
        yield element.text or ""
        for child in element:
            yield from seen_text(child)
            yield child.tail or ""


CHECKS: tuple[Check, ...] = (
    one_heading_one_main,
    ids_and_references,
    everything_has_a_name,
    forms_are_whole,
    the_policy_allows_it,
    words_are_for_people,
)
