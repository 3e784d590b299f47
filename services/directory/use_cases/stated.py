"""A directory file's entries, as the contract gives them, in the domain's words."""

from typing import Any

from services.directory.domain.entries import (
    Category,
    ColumnPeriod,
    HeldRole,
    OutsideBody,
    Person,
    Question,
    Service,
    Stated,
    StopAdvice,
    Term,
    Ward,
)
from services.directory.domain.merging import in_order


def stated_in(body: dict[str, Any]) -> Stated:
    """What the body of `load` or `preview_load` states."""
    return Stated(
        wards=tuple(Ward(**entry) for entry in body["wards"]),
        services=tuple(_service(entry) for entry in body["services"]),
        categories=tuple(_category(entry) for entry in body["categories"]),
        outside_bodies=tuple(OutsideBody(**entry) for entry in body["outside_bodies"]),
        people=tuple(_person(entry) for entry in body["people"]),
    )


def _service(entry: dict[str, Any]) -> Service:
    columns = tuple(ColumnPeriod(**period) for period in entry["columns"] or ())
    return Service(**{**entry, "columns": columns})


def _category(entry: dict[str, Any]) -> Category:
    questions, advice = entry["questions"], entry["stop_advice"]
    return Category(
        id=entry["id"],
        name=entry["name"],
        service_id=entry["service"],
        questions=None if questions is None else tuple(Question(**question) for question in questions),
        stop_advice=None if advice is None else StopAdvice(**advice),
        starts=entry["starts"],
        ends=entry["ends"],
    )


def _person(entry: dict[str, Any]) -> Person:
    return Person(
        id=entry["person_id"] or "",
        name=entry["name"],
        email=entry["email"],
        account=entry["account"],
        roles=in_order([_role(held) for held in entry["roles"] if not held["taken_back"]]),
        terms=in_order([_term(term) for term in entry["terms"] if not term["taken_back"]]),
        taken_back=(
            *(_role(held) for held in entry["roles"] if held["taken_back"]),
            *(_term(term) for term in entry["terms"] if term["taken_back"]),
        ),
    )


def _role(held: dict[str, Any]) -> HeldRole:
    return HeldRole(role=held["role"], service_id=held["service"], starts=held["starts"], ends=held["ends"])


def _term(term: dict[str, Any]) -> Term:
    return Term(ward_id=term["ward"], starts=term["starts"], ends=term["ends"])
