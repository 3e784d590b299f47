"""For every part of an address: something that one may not see, and something that there is not.

Walks over all routes take both from here. A route with a part that is not in the table fails its walk: add
what the part names.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from werkzeug.routing import Rule as Route

from gateway.request_pages.actions import ACTIONS
from services.chassis.identifiers import new_id


@dataclass(frozen=True)
class Hidden:
    """What a stranger asks for: the ids and reference of somebody's request, their session and person."""

    reference: str
    request_id: str
    handle: str
    person_id: str
    missing_reference: str
    missing_id: str = field(default_factory=new_id)


@dataclass(frozen=True)
class Part:
    """A part of addresses: what it is for the hidden thing, and for one that is not there."""

    of_hidden: Callable[[Hidden], str]
    of_missing: Callable[[Hidden], str]

    def hidden_in(self, hidden: Hidden) -> str:
        """What it is called for the hidden thing."""
        return self.of_hidden(hidden)

    def missing_in(self, hidden: Hidden) -> str:
        """What it is called for something that is not there."""
        return self.of_missing(hidden)


def _same(value: str) -> Part:
    return Part(lambda _: value, lambda _: value)


PARTS: dict[str, Part] = {
    "reference": Part(lambda one: one.reference, lambda one: one.missing_reference),
    "request": Part(lambda one: one.reference, lambda one: one.missing_reference),
    "request_id": Part(lambda one: one.request_id, lambda one: one.missing_id),
    "handle": Part(lambda one: one.handle, lambda one: one.missing_id),
    "person_id": Part(lambda one: one.person_id, lambda one: one.missing_id),
    "entry_id": Part(lambda one: one.request_id, lambda one: one.missing_id),
    "attachment_id": Part(lambda one: one.request_id, lambda one: one.missing_id),
    "form": Part(lambda one: f"{one.reference}.message", lambda one: f"{one.missing_reference}.message"),
    "template_id": Part(lambda one: one.request_id, lambda one: one.missing_id),
    "suggestion_id": Part(lambda one: one.request_id, lambda one: one.missing_id),
    "improvement_id": Part(lambda one: one.request_id, lambda one: one.missing_id),
    "paper_id": Part(lambda one: one.request_id, lambda one: one.missing_id),
    "slug": _same("message"),
    "list_name": _same("portfolio"),
    "what": _same("assign"),
    "closing": _same("1"),
    "clock": _same("initial_response"),
    "number": _same("1"),
    "secret": Part(lambda one: one.request_id, lambda one: one.missing_id),
    "response": _same("1"),
    "name": _same("pdf"),
    "key": _same("tests"),
    "filename": _same("memberzone.css"),
}
_PART = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<options>[^>]*)\))?:)?(?P<name>\w+)>")


def parts_of(route: Route) -> set[str]:
    """The names of the parts of a route's address."""
    return {part["name"] for part in _PART.finditer(route.rule)}


def words_in(route: Route) -> list[str]:
    """The words that a part of the address may be, where it takes no others; else one that is empty."""
    found = next((part["options"] for part in _PART.finditer(route.rule) if part["converter"] == "any"), "")
    return [word.strip(" '\"") for word in found.split(",")]


def address(route: Route, chosen: Callable[[Part], str], slug: str | None = None) -> str:
    """The route's address with each part filled in; of several words that it takes, `slug` or the first."""

    def filled(part: re.Match[str]) -> str:
        if part["converter"] == "any":
            return slug or words_in(route)[0]
        if part["name"] == "slug" and slug:
            return slug
        return chosen(PARTS[part["name"]])

    return _PART.sub(filled, route.rule)


def routes_about_something(app: Flask) -> list[Route]:
    """The routes whose address names something that may be somebody's."""
    return [
        route
        for route in app.url_map.iter_rules()
        if parts_of(route) - {"slug", "filename", "key", "list_name", "what", "name"}
    ]


def slugs_for(route: Route) -> list[str]:
    """What the last part of a route about a request may say: every action."""
    return [*ACTIONS] if "slug" in parts_of(route) and "reference" in parts_of(route) else [""]
