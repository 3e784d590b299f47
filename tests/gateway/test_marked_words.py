"""Words that stand nowhere else: whoever may not read them finds them on no page, by no search, in no event.

Diaries and constituents are found by nobody's search.
"""

import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from gateway.api.routes import ROUTES
from gateway.service_clients.clients import Ask, ServiceClients
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import REQUESTS, SERVICES
from tests.gateway.api_programs import Program
from tests.gateway.casework import boxes, done, raised
from tests.gateway.form_reading import parsed
from tests.gateway.newcomers import NewService
from tests.gateway.visitors import Visitor
from tests.machines.running_services import OPERATOR, RunningServices
from tests.waiting import until
from tests.working_days import yesterday

Seat = Callable[[str], Visitor]

CONVERSATION, NOTE, CONSTITUENT, CONTACT, DIARY = (
    "quernstane",
    "pibrochle",
    "Corriemuchlach",
    "lochanside",
    "skerryvorish",
)
EVERY_WORD = (CONVERSATION, NOTE, CONSTITUENT, CONTACT, DIARY)

# What each of these may read of a request whose constituent agreed to be known to nobody but the member.
MAY_READ = {
    "owner": {CONVERSATION, CONSTITUENT, CONTACT, DIARY},
    "officer of it": {CONVERSATION, NOTE},
    "colleague": set(),
    "other member": set(),
    "officer of another service": set(),
    "administrator": set(),
}
MAY_BE_SEARCHED = {who: words & {CONVERSATION, NOTE} for who, words in MAY_READ.items()}
PARTS = ("slug", "what", "list_name", "clock", "kind", "section")
PAGE = 500


@dataclass(frozen=True)
class Marked:
    """A request in which every word stands once, in its place, and those who have to do with it."""

    reference: str
    owner: Visitor
    officer: Visitor

    def reader(self, who: str, seat: Seat) -> Visitor:
        """Whose browser it is."""
        return {"owner": self.owner, "officer of it": self.officer}.get(who) or seat(who)


@pytest.fixture
def marked(app: Flask, clients: ServiceClients, newcomer: Visitor, new_service: NewService) -> Marked:
    """Raised, talked about, noted, for a constituent, and written of in the diary; shared with the ward."""
    reference = raised(newcomer, **new_service.raising(subject="Marked", ask=f"Mend the {CONVERSATION}."))
    done(newcomer, reference, "message", message=f"About the {CONVERSATION}.")
    agreement = {
        "name": f"Una {CONSTITUENT}",
        "contact": f"1 {CONTACT}",
        "agreed_to": "That I ask.",
        "agreed_how": "At my surgery.",
        **boxes("agreed_on", yesterday()),
    }
    done(newcomer, reference, "constituent", **agreement)
    done(newcomer, reference, "diary", words=f"Ask about the {DIARY}.")
    done(new_service.officer, reference, "note", message=f"It is the {NOTE} again.")
    done(newcomer, reference, "sharing", sharing="ward_colleagues")
    until(lambda: reference in newcomer.client.get(f"/search?words={CONVERSATION}").text)
    return Marked(reference, newcomer, new_service.officer)


def published(clients: ServiceClients, service: str) -> Iterator[dict[str, Any]]:
    """Everything that a service has published."""
    after: int | None = 0
    while after is not None:
        asked = Ask(chassis_calls(service)["events"], {"after": after, "limit": PAGE}, OPERATOR)
        page = clients.ask(asked).result
        yield from page["events"]
        after = page["next"]


@dataclass
class Reading:
    """Everything that somebody's browser comes to by links, one page of each kind, from some addresses on."""

    app: Flask
    visitor: Visitor
    done: set[Any] = field(default_factory=set)

    def pages(self, *first: str) -> Iterator[tuple[str, str]]:
        """(address, everything in it), forms that are sent by links and files included."""
        ahead, known = deque(first), set(first)
        while ahead:
            path = ahead.popleft()
            kind = self._kind(path)
            if path not in first and (kind is None or kind in self.done):
                continue
            self.done.add(kind)
            answer = self.visitor.client.get(path)
            yield path, answer.get_data(as_text=True)
            if answer.mimetype != "text/html":
                continue
            for link in parsed(answer).iter("a"):
                href = link.get("href", "")
                if href.startswith("/") and href not in known:
                    known.add(href)
                    ahead.append(href)

    def _kind(self, path: str) -> Any:
        try:
            rule, values = self.app.url_map.bind("localhost").match(path.partition("?")[0], return_rule=True)
        except HTTPException:
            return None
        return rule.endpoint, *(values.get(name) for name in PARTS)


@pytest.mark.parametrize("who", MAY_READ)
def test_nobody_comes_by_links_or_by_search_to_what_they_may_not_read(
    app: Flask, seat: Seat, marked: Marked, who: str
) -> None:
    visitor = marked.reader(who, seat)
    searches = [f"/search?words={quote_plus(word)}" for word in EVERY_WORD]
    lists = [f"{path}?words={CONVERSATION}" for path in ("/requests", "/worklist", "/ward", "/constituents")]
    request = f"/requests/{marked.reference}"
    own = [request, f"{request}/files", f"{request}/diary", f"{request}/letter", f"{request}/news"]
    found, read = {}, 0
    for path, told in Reading(app, visitor).pages("/", *searches, *lists, *own):
        read += 1
        asked_for = {word for word in EVERY_WORD if f"words={quote_plus(word)}" in path}
        words = {word for word in EVERY_WORD if word.lower() in told.lower()} - MAY_READ[who] - asked_for
        if path in searches and not asked_for <= MAY_BE_SEARCHED[who] and marked.reference in told:
            words |= asked_for
        if words:
            found[path] = words
    assert found == {}
    assert read > len(searches) + len(lists) + len(own)


def test_no_event_and_no_log_has_any_of_them(
    clients: ServiceClients, running: RunningServices, marked: Marked
) -> None:
    told = [event for service in SERVICES for event in published(clients, service)]
    assert any(event["data"].get("reference") == marked.reference for event in told)
    for text in (json.dumps(told), running.logs()):
        assert {word for word in EVERY_WORD if word.lower() in text.lower()} == set()


@pytest.mark.parametrize("who", ["colleague", "other member", "officer of another service", "administrator"])
def test_no_question_of_a_program_brings_them(
    clients: ServiceClients, programs: dict[str, Program], marked: Marked, who: str
) -> None:
    [request_id] = [
        event["subject"]
        for event in published(clients, REQUESTS)
        if event["data"].get("reference") == marked.reference
    ]
    found, answered = [], 0
    for route in ROUTES:
        if route.method != "GET":
            continue
        path = re.sub(r"<[^>]*request_id[^>]*>|<request>", request_id, route.path)
        queries: tuple[dict[str, Any], ...] = (
            {},
            {"words": CONVERSATION},
            {"words": NOTE, "ward_id": "cowal"},
        )
        for query in queries:
            answer = programs[who].get(path, **query)
            answered += answer.status_code == 200
            if any(word.lower() in answer.text.lower() for word in EVERY_WORD):
                found.append((path, query))
    assert found == []
    assert answered
