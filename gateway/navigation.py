"""Where people start, and what the navigation offers to whom."""

from typing import Any

from flask import current_app, url_for

from gateway.people import Person
from services.contracts.feedback_calls import REPLYING
from services.contracts.reporting_calls import UPDATE_PAPER
from services.contracts.requests_calls import ANSWERING, READERS
from services.contracts.vocabulary import (
    ADMINISTRATOR,
    DEPUTY_HEAD,
    DIRECTOR,
    HEAD_OF_SERVICE,
    INFORMATION_GOVERNANCE,
    MEMBER,
    MEMBER_SERVICES,
    OFFICER,
    PERSON_ROLES,
)

START_PAGES: dict[str, str] = {  # role → endpoint; the first that is held counts
    MEMBER: "member.home",
    OFFICER: "officer.worklist",
    HEAD_OF_SERVICE: "officer.worklist",
    DEPUTY_HEAD: "officer.worklist",
    DIRECTOR: "officer.worklist",
    MEMBER_SERVICES: "desk.show",
    INFORMATION_GOVERNANCE: "finding.show",
    ADMINISTRATOR: "administration.show",
}
NAVIGATION: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (  # text, endpoint, key, roles
    ("Home", "member.home", "home", (MEMBER,)),
    ("Your requests", "member.portfolio", "requests", (MEMBER,)),
    ("Raise a request", "raising.show", "raise", (MEMBER,)),
    ("In your ward", "ward.show", "ward", (MEMBER,)),
    ("Diary", "diary.show", "diary", (MEMBER,)),
    ("Constituents", "constituents.show", "constituents", (MEMBER,)),
    ("Desk", "desk.show", "desk", (MEMBER_SERVICES,)),
    ("Worklist", "officer.worklist", "worklist", ANSWERING),
    ("What members said", "survey.said", "said", REPLYING),
    ("Find a request", "finding.show", "find", (INFORMATION_GOVERNANCE,)),
    ("Words pointed out", "word_list.show", "words", (INFORMATION_GOVERNANCE,)),
    ("Audit trail", "audit_trail.show", "trail", (INFORMATION_GOVERNANCE,)),
    ("Administration", "administration.show", "administration", (ADMINISTRATOR,)),
    ("Figures", "figures.show", "figures", PERSON_ROLES),
    ("Update paper", "papers.show", "paper", UPDATE_PAPER.roles),
    ("Update papers", "issued_papers.index", "papers", PERSON_ROLES),
    ("Search", "searching.show", "search", READERS),
)


def start_page(person: Person) -> str:
    """The path of the page that a person sees first."""
    endpoints = (endpoint for role, endpoint in START_PAGES.items() if person.holds(role))
    return url_for(next(endpoints, "account.show"))


def navigation(person: Person) -> list[dict[str, Any]]:
    """The entries for this person."""
    return [
        {"text": text, "href": url_for(endpoint), "key": key}
        for text, endpoint, key, roles in NAVIGATION
        if person.holds(*roles) and endpoint in current_app.view_functions
    ]
