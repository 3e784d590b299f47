"""Pages: how a source sends many events again in one message, as the CloudEvents batch format has it.

One event a line, so that each is found again as the text that its source would have sent alone.
"""

from collections.abc import Iterable, Iterator

CONTENT_TYPE = "application/cloudevents-batch+json"
EVENTS = 200
CHARACTERS = 200_000

_BEGINS, _BETWEEN, _ENDS = "[\n", ",\n", "\n]"


def in_pages(texts: Iterable[str]) -> Iterator[list[str]]:
    """The events as lists that are no longer than a page, or one event each."""
    page: list[str] = []
    characters = 0
    for text in texts:
        if page and (len(page) == EVENTS or characters + len(text) > CHARACTERS):
            yield page
            page, characters = [], 0
        page.append(text)
        characters += len(text)
    if page:
        yield page


def page_of(texts: Iterable[str]) -> str:
    """The body of a message that holds these events."""
    return f"{_BEGINS}{_BETWEEN.join(texts)}{_ENDS}"


def texts_of(body: str) -> list[str]:
    """The events of a page; of anything else that text alone."""
    if not (body.startswith(_BEGINS) and body.endswith(_ENDS)):
        return [body]
    return body[len(_BEGINS) : -len(_ENDS)].split(_BETWEEN)
