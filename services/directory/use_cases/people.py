"""People, looked up by whoever administers the directory."""

import base64
import binascii
import json
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming, Refused
from services.contracts import problems
from services.contracts.problems import Problem
from services.directory.domain.holding import held_on
from services.directory.domain.naming import name_key
from services.directory.repository.people_search import Place, Wanted, find_people


def people(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A page of people with what they hold on the day. Raises Refused for a cursor that is none."""
    body = incoming.body
    day = body["as_at"] or council_date(incoming.now)
    wanted = Wanted(day, body["words"], body["role"], body["service_id"], body["ward_id"])
    found = find_people(session, wanted, _place(body["cursor"]), body["limit"] + 1)
    page = found[: body["limit"]]
    shown = []
    for person in page:
        held = held_on(person, day)
        shown.append(
            {
                "person_id": person.id,
                "name": person.name,
                "email": person.email,
                "account": person.account,
                "roles": [{"role": role.role, "service_id": role.service_id} for role in held.roles],
                "wards": list(held.wards),
            }
        )
    more = len(found) > len(page)
    return {"people": shown, "next": _cursor(page[-1].name, page[-1].id) if more else None}


def _cursor(name: str, person_id: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([name_key(name), person_id]).encode()).decode()


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    try:
        key, person_id = json.loads(base64.urlsafe_b64decode(cursor))
    except (binascii.Error, ValueError, TypeError):
        raise _no_cursor() from None
    if not (isinstance(key, str) and isinstance(person_id, str)):
        raise _no_cursor()
    return Place(key, person_id)


def _no_cursor() -> Refused:
    words = "This page of the list cannot be found: begin at the first one."
    return Refused(Problem(problems.INVALID, words, {"cursor": [words]}))
