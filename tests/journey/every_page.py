"""Walking the product as somebody in a browser: every page that a link leads to, each kind of page once."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page
from werkzeug.routing import MapAdapter
from werkzeug.routing.exceptions import HTTPException

from tests.journey.browser import look

# Parts of addresses of which each word makes a page of its own kind.
TELLING = ("slug", "what", "list_name", "clock", "section", "kind")
# How many of one kind are opened, where not all have the same links on them.
OPENED = Counter({"request_page.show": 12})
# These end what the walk needs, or lead out of the product.
LEFT_ALONE = {"sign_in.start", "sign_in.callback", "sign_in.sign_out", "static"}


@dataclass(frozen=True)
class Kind:
    """What a page is a case of: its endpoint, and the words of its address that make a difference."""

    endpoint: str
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """For a picture's file."""
        return "-".join((self.endpoint.replace(".", "-"), *self.words))


@dataclass
class Walk:
    """Where somebody has been. `known`: the kinds that were looked at by whoever walked before."""

    page: Page
    start: str
    routes: MapAdapter
    known: set[Kind]
    who: str
    seen: Counter[Kind] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def go(self) -> list[str]:
        """Follow links until nothing new is found; what is wrong with the pages that there were."""
        ahead = deque([("/", "")])
        addresses = {"/"}
        while ahead:
            path, before = ahead.popleft()
            kind = self._kind(path)
            if kind is None or self.seen[kind] >= max(1, OPENED[kind.endpoint]):
                continue
            self.seen[kind] += 1
            if not self._opens(path, before):
                continue
            if kind not in self.known:
                self.known.add(kind)
                self._look(f"every-{self.who}-{kind.name}")
            for link in self._links():
                if link not in addresses:
                    addresses.add(link)
                    ahead.append((link, path))
        return self.wrong

    def _kind(self, path: str) -> Kind | None:
        try:
            rule, values = self.routes.match(urlsplit(path).path, method="GET", return_rule=True)
        except HTTPException:
            return None
        if rule.endpoint in LEFT_ALONE:
            return None
        return Kind(rule.endpoint, tuple(str(values[name]) for name in TELLING if name in values))

    def _opens(self, path: str, before: str) -> bool:
        """Whether it is a page and not a file; it is then open."""
        answer = self.page.request.head(self.start + path)
        if answer.status >= 400:
            self.wrong.append(f"{before} leads {self.who} to {path}, which answers {answer.status}")
            return False
        told = answer.headers
        if "text/html" not in told.get("content-type", "") or "content-disposition" in told:
            return False
        self.page.goto(self.start + path)
        return True

    def _look(self, name: str) -> None:
        try:
            look(self.page, name)
        except AssertionError as error:
            self.wrong.append(str(error))

    def _links(self) -> Iterator[str]:
        for href in self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            parts = urlsplit(href)
            if href.startswith(self.start):
                yield f"{parts.path}?{parts.query}" if parts.query else parts.path
