"""Every page that links lead to, at the width of a small phone: axe, the console, its width, a picture.

First while nothing has happened yet, then with a casebook of years behind it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from werkzeug.routing import MapAdapter

from gateway.access_rules import ACCESS
from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.journey.every_page import Kind, Walk
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

# No link leads there: parts that pages fetch, what a post leads to, and what is not for people.
NOT_LINKED = {
    "calendar_feed.read",
    "health.alive",
    "health.ready",
    "health.metrics",
}


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


@pytest.fixture(scope="module", params=["empty", "filled"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """The demonstration council, without requests and with its history."""
    with Copy(history=request.param == "filled") as copy:
        yield Site(copy.url, copy.sign_in_password)


def test_every_page_is_good_on_a_small_phone(
    chromium: Browser, site: Site, routes: MapAdapter, request: pytest.FixtureRequest
) -> None:
    known: set[Kind] = set()
    wrong = []
    for who, email in PEOPLE.items():
        with site.signed_in(chromium, email, **SMALL_PHONE) as page:
            wrong += Walk(page, site.url, routes, known, who).go()
    print(sorted(kind.name for kind in known))
    print(sorted({e for e in ACCESS if not e.startswith("api")} - {kind.endpoint for kind in known}))
    assert not wrong, "\n".join(wrong)
