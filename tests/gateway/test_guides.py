"""The guides: read by anybody, whole, and pointed to by every page from the right place."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gateway.access_rules import ACCESS
from gateway.guide_pages.guides import GUIDES, help_address
from gateway.people import HeldRole, Person
from services.contracts.vocabulary import PERSON_ROLES
from tests.gateway.form_reading import parsed
from tests.gateway.page_checks import check_page, words_of
from tests.gateway.visitors import Visitor

PICTURES = Path("gateway/static/guide")


def ids_on(client: FlaskClient, path: str) -> set[str]:
    """The ids on a page that has to be there."""
    response = client.get(path)
    assert response.status_code == 200, path
    return {element.get("id", "") for element in parsed(response).iter()}


@pytest.mark.parametrize("slug", GUIDES)
def test_a_guide_is_a_good_page_with_its_pictures(client: FlaskClient, slug: str) -> None:
    response = client.get(f"/guide/{slug}")
    check_page(response.get_data(as_text=True))
    pictures = [image.get("src", "").partition("?")[0] for image in parsed(response).iter("img")]
    for address in pictures:
        assert (PICTURES / address.rpartition("/")[2]).is_file(), address
    headings = [heading.get("id") for heading in parsed(response).iter("h2")]
    linked = re.findall(r'href="#([a-z]+)"', response.get_data(as_text=True))
    assert headings == linked


def test_every_page_of_every_role_leads_to_a_section_that_is_there(app: Flask, client: FlaskClient) -> None:
    seen: dict[str, set[str]] = {}
    for role in PERSON_ROLES:
        person = Person("p", "Somebody", None, (HeldRole(role),))
        for endpoint, rule in ACCESS.items():
            if rule.needs_session and (not rule.roles or role in rule.roles):
                with app.test_request_context():
                    path, _, anchor = help_address(endpoint, person).partition("#")
                ids = seen.setdefault(path, set()) or ids_on(client, path)
                seen[path] = ids
                assert not anchor or anchor in ids, (role, endpoint)


def test_guides_name_only_pages_that_there_are() -> None:
    for guide in GUIDES.values():
        assert set(guide.sections) <= set(ACCESS)


def test_a_page_links_to_its_own_help(visitor: Visitor) -> None:
    page = parsed(visitor.get("/requests"))
    [link] = [a for a in page.iter("a") if words_of(a) == "Help with this page"]
    assert link.get("href") == "/guide/member#requests"
    assert "Guide for members" in words_of(next(parsed(visitor.get("/guide/")).iter("h2")))
