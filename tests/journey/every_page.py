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
FORMS = "main form[method=post]"
ACTIONS = """forms => forms.map(
  form => new URL(form.getAttribute("action") ?? "", document.baseURI).pathname)"""
# Empties a form, and tells whether something that is asked for in it is not optional.
EMPTIED = """form => [...form.querySelectorAll("input:not([type=hidden], [type=submit]), select, textarea")]
  .filter(field => {
    if (field.matches("[type=radio], [type=checkbox]")) {
      field.checked = false;
    } else if (!field.matches("select") || field.querySelector("option[value='']")) {
      field.value = "";
    }
    const asked = field.closest("fieldset")?.querySelector("legend") ?? field.labels[0];
    return !field.matches("[type=checkbox]") && asked && !asked.textContent.includes("(optional)");
  }).length > 0"""
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
    """Where somebody has been.

    `known`: the kinds that were looked at by whoever walked before; `tried`: the forms that were left empty.
    `with_forms`: where a kind with forms was seen first; `content`: the forms that nothing is enough for.
    """

    page: Page
    start: str
    routes: MapAdapter
    known: set[Kind]
    tried: set[Kind]
    who: str
    seen: Counter[Kind] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    with_forms: dict[Kind, str] = field(default_factory=dict)
    content: set[str] = field(default_factory=set)

    def go(self) -> None:
        """Follow links until nothing new is found, and look at each kind of page that there is."""
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
                if self.page.locator(FORMS).count():
                    self.with_forms[kind] = path
            for link in self._links():
                if link not in addresses:
                    addresses.add(link)
                    ahead.append((link, path))

    def leave_forms_empty(self) -> None:
        """Send each form that was seen first here with nothing in it, and look at what comes back."""
        for path in self.with_forms.values():
            self.page.goto(self.start + path)
            for number, action in enumerate(self.page.eval_on_selector_all(FORMS, ACTIONS)):
                kind = self._kind(action, "POST")
                if kind is not None and kind not in self.tried:
                    self.tried.add(kind)
                    self._leave_empty(path, number, kind)

    def _leave_empty(self, path: str, number: int, kind: Kind) -> None:
        self.page.goto(self.start + path)
        form = self.page.locator(FORMS).nth(number)
        if not form.evaluate(EMPTIED):
            return
        with self.page.expect_navigation() as sending:
            form.evaluate("form => form.requestSubmit()")
        if sending.value.status >= 500:
            self.wrong.append(f"{kind.name} left empty answers {sending.value.status}")
        elif self.page.locator(".govuk-error-summary").count():
            self._look(f"every-{self.who}-{kind.name}-in-error")
        else:
            self.content.add(kind.name)

    def _kind(self, path: str, method: str = "GET") -> Kind | None:
        try:
            rule, values = self.routes.match(urlsplit(path).path, method=method, return_rule=True)
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
