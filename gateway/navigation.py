"""Where people start, and what the navigation offers to whom."""

from typing import Any

from flask import current_app, url_for

from gateway.people import Person
from services.contracts.requests_calls import SERVICE_SIDE
from services.contracts.vocabulary import HEAD_OF_SERVICE, MEMBER, MEMBER_SERVICES, OFFICER

START_PAGES: dict[str, str] = {  # role → endpoint
    MEMBER: "member.home",
    OFFICER: "officer.worklist",
    HEAD_OF_SERVICE: "officer.worklist",
    MEMBER_SERVICES: "desk.show",
}
NAVIGATION: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (  # text, endpoint, key, roles
    ("Home", "member.home", "home", (MEMBER,)),
    ("Your requests", "member.portfolio", "requests", (MEMBER,)),
    ("Raise a request", "raising.show", "raise", (MEMBER,)),
    ("Desk", "desk.show", "desk", (MEMBER_SERVICES,)),
    ("Worklist", "officer.worklist", "worklist", SERVICE_SIDE),
)


def start_page(person: Person) -> str:
    """The path of the page that a person sees first."""
    endpoint = START_PAGES.get(person.main_role or "", "account.show")
    return url_for(endpoint)


def navigation(person: Person) -> list[dict[str, Any]]:
    """The entries for this person."""
    return [
        {"text": text, "href": url_for(endpoint), "key": key}
        for text, endpoint, key, roles in NAVIGATION
        if person.holds(*roles) and endpoint in current_app.view_functions
    ]
