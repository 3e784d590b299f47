"""The demonstration council's file, told to requests as the directory tells it."""

from datetime import date
from typing import Any

import yaml

from deploy.demonstration.history.cast import COUNCIL
from tests.service.requests_casework import Casework


def tell_demonstration(casework: Casework) -> dict[str, Any]:
    """Tell it all; the file's content. People have their address for an id."""
    council: dict[str, Any] = yaml.safe_load(COUNCIL.read_text(encoding="utf-8"))
    casework.tell("ward_recorded", *({"ward_id": entry["id"], **_span(entry)} for entry in council["wards"]))
    casework.tell(
        "service_recorded", *({"service_id": entry["id"], **_span(entry)} for entry in council["services"])
    )
    casework.tell("category_recorded", *map(_category, council["categories"]))
    casework.tell(
        "outside_body_recorded",
        *({"outside_body_id": entry["id"], **_span(entry)} for entry in council["outside_bodies"]),
    )
    casework.tell("person_recorded", *map(_person, council["people"]))
    return council


def _span(entry: dict[str, Any]) -> dict[str, Any]:
    return {"ends": None, **entry}


def _category(entry: dict[str, Any]) -> dict[str, Any]:
    questions = [{"required": False, "help": None, **asked} for asked in entry.get("questions", ())]
    advice = entry.get("stop_advice")
    return {
        "category_id": entry["id"],
        "service_id": entry["service"],
        **_span(entry),
        "questions": questions,
        "stop_advice": {"stops": False, **advice} if advice else None,
    }


def _person(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "person_id": entry["email"],
        "name": entry["name"],
        "email": entry["email"],
        "account": None,
        "roles": [_held(role, service_id=role.get("service")) for role in entry.get("roles", ())],
        "terms": [_held(term, ward_id=term["ward"]) for term in entry.get("terms", ())],
    }


def _held(entry: dict[str, Any], **more: Any) -> dict[str, Any]:
    starts: date = entry["starts"]
    return {**entry, **more, "starts": starts, "ends": None}
