"""Where people start, and what the navigation offers to whom."""

from typing import Any

from flask import current_app, url_for

from gateway.people import Person
from services.contracts.requests_calls import SERVICE_SIDE
from services.contracts.vocabulary import HEAD_OF_SERVICE, MEMBER, MEMBER_SERVICES, OFFICER

START_PAGES: dict[str, str] = {  # role → endpoint; the first that is held counts
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
    endpoints = (endpoint for role, endpoint in START_PAGES.items() if person.holds(role))
    return url_for(next(endpoints, "account.start"))


def navigation(person: Person) -> list[dict[str, Any]]:
    """The entries for this person."""
    return [
        {"text": text, "href": url_for(endpoint), "key": key}
        for text, endpoint, key, roles in NAVIGATION
        if person.holds(*roles) and endpoint in current_app.view_functions
    ]
