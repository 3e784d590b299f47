"""Signing in: an identity provider's word becomes a session of a person in the directory."""

import secrets
from dataclasses import replace

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.event_store import NewEvent, append
from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming, Refused
from services.contracts import problems
from services.contracts.directory_events import PROVIDER_LINKED
from services.contracts.problems import Problem
from services.directory.domain.holding import held_on
from services.directory.domain.sessions import PersonSession, hashed
from services.directory.domain.sign_in import recognise
from services.directory.repository import sign_ins
from services.directory.repository.known_people import KnownPerson, find_addressed, find_linked
from services.directory.use_cases.person_on_the_wire import person_on_the_wire


def sign_in(session: Session, incoming: Incoming) -> Answer:
    """A new session with a new secret id. Raises Refused when nobody may sign in with this."""
    known, is_new = _recognised(session, incoming)
    if is_new:
        known = _link(session, known, incoming)
    secret = secrets.token_urlsafe(32)
    opened = PersonSession(
        handle=new_id(),
        person_id=known.person.id,
        provider=incoming.body["provider"],
        user_agent=incoming.body["user_agent"],
        started=incoming.now,
        last_seen=incoming.now,
    )
    sign_ins.add_session(session, hashed(secret), opened)
    person = person_on_the_wire(known, council_date(incoming.now))
    return Answer({"session_id": secret, "person": person}, known.stream, known.sequence)


def _recognised(session: Session, incoming: Incoming) -> tuple[KnownPerson, bool]:
    """Who it is, and whether this is their first sign-in through this provider."""
    body = incoming.body
    linked = find_linked(session, body["provider"], body["subject"])
    addressed = find_addressed(session, body["email"]) if body["email"] and not linked else None
    found = recognise(
        linked.person if linked else None,
        addressed.person if addressed else None,
        addressed is not None and sign_ins.is_linked(session, addressed.person.id, body["provider"]),
        body["email_verified"],
        council_date(incoming.now),
    )
    known = linked or addressed
    if isinstance(found, str) or known is None:
        raise Refused(Problem(problems.NOT_ALLOWED, str(found)))
    return known, found.links


def _link(session: Session, known: KnownPerson, incoming: Incoming) -> KnownPerson:
    """Keep the subject, and tell that the person came through this provider; never the subject itself."""
    body, person = incoming.body, known.person
    role = min(held_on(person, council_date(incoming.now)).role_names)
    origin = replace(incoming.origin, actor_id=person.id, actor_role=role)
    event = NewEvent(PROVIDER_LINKED, {"person_id": person.id, "provider": body["provider"]})
    reached = append(session, known.stream, known.sequence, [event], origin)
    sign_ins.link(session, body["provider"], body["subject"], person.id, incoming.now)
    return replace(known, sequence=reached)
