"""A directory file's entries, as the contract gives them, in the domain's words."""

from typing import Any

from services.directory.domain.entries import Category, HeldRole, Person, Service, Stated, Term, Ward
from services.directory.domain.merging import in_order


def stated_in(body: dict[str, Any]) -> Stated:
    """What the body of `load` or `preview_load` states."""
    return Stated(
        wards=tuple(Ward(**entry) for entry in body["wards"]),
        services=tuple(Service(**entry) for entry in body["services"]),
        categories=tuple(_category(entry) for entry in body["categories"]),
        people=tuple(_person(entry) for entry in body["people"]),
    )


def _category(entry: dict[str, Any]) -> Category:
    return Category(
        id=entry["id"],
        name=entry["name"],
        service_id=entry["service"],
        starts=entry["starts"],
        ends=entry["ends"],
    )


def _person(entry: dict[str, Any]) -> Person:
    roles = [
        HeldRole(role=held["role"], service_id=held["service"], starts=held["starts"], ends=held["ends"])
        for held in entry["roles"]
    ]
    terms = [Term(ward_id=term["ward"], starts=term["starts"], ends=term["ends"]) for term in entry["terms"]]
    return Person(
        name=entry["name"],
        email=entry["email"],
        account=entry["account"],
        roles=in_order(roles),
        terms=in_order(terms),
    )
