"""Every page that links lead to, at the width of a small phone: axe, the console, its width, a picture.

First while nothing has happened yet, then with a casebook of years behind it, and every form left empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from werkzeug.routing import MapAdapter

from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.journey.every_page import LEFT_ALONE, Kind, Walk
from tests.journey.site import Site
from tests.machines.copy import Copy

SMALL_PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
PEOPLE = {
    "member": "mairead.galbraith@members.memberzone.example",
    "officer": "sandra.bannerman@officers.memberzone.example",
    "head": "alan.corriemore@officers.memberzone.example",
    "director": "douglas.threipland@officers.memberzone.example",
    "desk": "karen.lindsay@officers.memberzone.example",
    "governance": "ruth.selkirk@officers.memberzone.example",
    "administrator": "administrator@memberzone.example",
}

# Pages that the demonstration's history has no example of: what makes one shows it, in a journey of its own.
OF_THEIR_OWN = {
    "board.answer",
    "diary.entry",
    "improvement.change",
    "issued_papers.file",
    "issued_papers.show",
    "letters.show",
    "letters.word",
    "raising.sent",
    "request_files.download",
    "survey.check",
    "templates.one",
}
# No links: what pages fetch or send, what programs and machines read, the way in and out.
NOT_LINKED = {
    "calendar_feed.read",
    "dates.due",
    "health.alive",
    "health.metrics",
    "health.ready",
    "news.of_portfolio",
    "news.of_request",
    "news.of_worklist",
    "raising.already_asked",
    "raising.questions",
    "session.stay",
    "sign_in.signed_out",
    "together.show",
    *LEFT_ALONE,
}
# Forms to which nothing is an answer: the list that we come with, no template, the message that is chosen.
CONTENT = {"word_list-write", "letters-write", "request_action-act-retract"}


@pytest.fixture(scope="module")
def routes() -> MapAdapter:
    """What addresses of the product mean."""
    app = create_app(
        GatewaySettings(
            amqp_uri="amqp://nobody:x@127.0.0.1:1/none",
            actor_keys_dir=Path("var"),
            secret_key="for reading addresses only",
            public_url="http://localhost",
        )
    )
    return app.url_map.bind("localhost")


@dataclass(frozen=True)
class NamedSite(Site):
    """With what it holds, for the names of pictures."""

    name: str


@pytest.fixture(scope="module", params=["empty", "filled"])
def site(request: pytest.FixtureRequest) -> Iterator[NamedSite]:
    """The demonstration council, without requests and with its history."""
    with Copy(history=request.param == "filled") as copy:
        yield NamedSite(copy.url, copy.sign_in_password, request.param)


@dataclass
class Walked:
    """What those who walked before have seen of a site."""

    looked_at: set[Kind] = field(default_factory=set)
    tried: set[Kind] = field(default_factory=set)
    been: set[str] = field(default_factory=set)
    content: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def walked(site: NamedSite) -> Walked:
    """Nothing yet, at each site; each walk adds to it, and the last test of this file reads all of it."""
    return Walked()


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_is_good_on_a_small_phone(
    chromium: Browser, site: NamedSite, routes: MapAdapter, walked: Walked, who: str
) -> None:
    with site.signed_in(chromium, PEOPLE[who], **SMALL_PHONE) as page:
        walk = Walk(page, site.url, routes, walked.looked_at, walked.tried, f"{site.name}-{who}")
        walk.go()
        if site.name == "filled":
            walk.leave_forms_empty()
    walked.been |= {kind.endpoint for kind in walk.seen}
    walked.content |= walk.content
    assert not walk.wrong, "\n".join(walk.wrong)


def test_every_page_was_seen_and_forms_left_empty_say_what_is_missing(
    site: NamedSite, routes: MapAdapter, walked: Walked
) -> None:
    pages = {rule.endpoint for rule in routes.map.iter_rules() if "GET" in (rule.methods or ())}
    people_s = {endpoint for endpoint in pages if not endpoint.startswith(("api.", "api_"))}
    if site.name == "filled":
        assert people_s - walked.been <= OF_THEIR_OWN | NOT_LINKED
    assert walked.been <= people_s
    assert walked.content <= CONTENT
