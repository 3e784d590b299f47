"""Templates of replies: a service's officers and heads write them, and use them; never an event."""

import re
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming, Refused
from services.contracts import problems
from services.contracts.problems import Problem
from services.contracts.vocabulary import MESSAGE_LIMIT, TEMPLATE_NAME_LIMIT, TEMPLATE_PLACEHOLDERS
from services.requests.domain.texts import with_plain_line_breaks
from services.requests.repository import council
from services.requests.repository import reply_templates as kept
from services.requests.repository.holdings import holdings_of
from services.requests.use_cases.refusing import invalid
from services.requests.use_cases.wire import on_the_wire
from services.requests.use_cases.wording import unfit

TEMPLATES_AT_MOST = 100

_NAMED = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def reply_templates(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"services", "templates"} of the actor's services."""
    own = _services(session, incoming)
    names = council.service_names(session, own)
    services = [{"id": of, "name": names.get(of, "")} for of in own]
    return {
        "services": sorted(services, key=lambda service: service["name"]),
        "templates": [on_the_wire(row) for row in kept.templates_of(session, own)],
    }


def write_reply_template(session: Session, incoming: Incoming) -> Answer:
    """Keep a template, new or written anew: {"template_id"}. Raises Refused."""
    body = incoming.body
    words, name = with_plain_line_breaks(body["words"]), body["name"].strip()
    flaws = _flaws(name, words)
    if body["service_id"] not in _services(session, incoming):
        flaws["service_id"] = "Choose a service of yours."
    if flaws:
        raise invalid(flaws)
    changed = {
        "service_id": body["service_id"],
        "state": body["state"],
        "name": name,
        "words": words,
        "written_by": incoming.actor.id,
        "written_at": incoming.now,
    }
    template_id: str | None = body["template_id"]
    if template_id is not None:
        _check_own(session, incoming, template_id)
        kept.rewrite_template(session, template_id, changed)
        return Answer({"template_id": template_id})
    if kept.count_of_service(session, body["service_id"]) >= TEMPLATES_AT_MOST:
        raise invalid(
            {"name": f"A service can keep {TEMPLATES_AT_MOST} templates. Erase one to keep this one."}
        )
    template_id = new_id()
    kept.insert_template(session, {"id": template_id, **changed})
    return Answer({"template_id": template_id})


def erase_reply_template(session: Session, incoming: Incoming) -> Answer:
    """Erase a template of one's services. Answer: {}. Raises Refused when there is none."""
    _check_own(session, incoming, incoming.body["template_id"])
    kept.delete_template(session, incoming.body["template_id"])
    return Answer({})


def unknown_placeholders(words: str) -> list[str]:
    """What stands in double braces and is no placeholder."""
    return [found for found in _NAMED.findall(words) if found not in TEMPLATE_PLACEHOLDERS]


def _flaws(name: str, words: str) -> dict[str, str]:
    found = {
        "name": unfit("The name", name, TEMPLATE_NAME_LIMIT),
        "words": unfit("The template", words, MESSAGE_LIMIT),
    }
    unknown = unknown_placeholders(words)
    if unknown and not found["words"]:
        known = ", ".join("{{" + one + "}}" for one in TEMPLATE_PLACEHOLDERS)
        found["words"] = f"Nothing is called “{unknown[0]}”. In double braces there can be {known}."
    return {field: flaw for field, flaw in found.items() if flaw}


def _services(session: Session, incoming: Incoming) -> frozenset[str]:
    return holdings_of(session, incoming.actor.id, council_date(incoming.now)).services()


def _check_own(session: Session, incoming: Incoming, template_id: str) -> None:
    if kept.service_of_template(session, template_id) not in _services(session, incoming):
        message = "There is no such template in your service; perhaps it was erased. Write a new one."
        raise Refused(Problem(problems.NOT_FOUND, message))
