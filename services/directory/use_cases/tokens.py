"""API tokens: made at the command line for a person, or for a calendar feed by oneself; checked, revoked."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.identifiers import new_id
from services.chassis.incoming import Incoming, Refused
from services.contracts import problems
from services.contracts.problems import Problem
from services.contracts.vocabulary import CALENDAR_FEED
from services.directory.domain.sessions import hashed
from services.directory.domain.tokens import TOKEN_PREFIX, Token
from services.directory.repository import tokens
from services.directory.repository.known_people import find_addressed
from services.directory.use_cases.person_on_the_wire import holds_a_role, person_on_the_wire

FEED_DAYS = 366
FEED_LABEL = "Calendar feed"


def create_token(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A new token; its secret is only in this answer. Raises Refused for strangers and leavers."""
    body = incoming.body
    known = find_addressed(session, body["email"])
    if known is None:
        raise Refused(
            Problem(problems.NOT_FOUND, f"Nobody in the directory has the address {body['email']}.")
        )
    if not holds_a_role(known, council_date(incoming.now)):
        raise Refused(
            Problem(problems.NOT_ALLOWED, f"{known.person.name} holds no role today: give them one first.")
        )
    token = Token(
        handle=new_id(),
        person_id=known.person.id,
        label=body["label"],
        scopes=tuple(sorted(set(body["scopes"]))),
        created=incoming.now,
        expires=incoming.now + timedelta(days=body["days"]),
    )
    return _added(session, token)


def create_calendar_feed(session: Session, incoming: Incoming) -> dict[str, Any]:
    """A new secret for the address of the actor's calendar feed; the one there was is worth nothing."""
    person_id, scopes = incoming.actor.id, (CALENDAR_FEED,)
    tokens.revoke_tokens_for(session, person_id, scopes, incoming.now)
    lasts = incoming.now + timedelta(days=FEED_DAYS)
    token = Token(new_id(), person_id, FEED_LABEL, scopes, incoming.now, lasts)
    return _added(session, token)


def _added(session: Session, token: Token) -> dict[str, Any]:
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    tokens.add_token(session, hashed(secret), token)
    return {"token": secret, "handle": token.handle, "expires_at": token.expires.isoformat()}


def authenticate_token(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Whose token it is and what it may be used for. Raises Refused when it is worth nothing."""
    found = tokens.find_token(session, hashed(incoming.body["token"]))
    today = council_date(incoming.now)
    if found is None or not found[0].is_good_at(incoming.now) or not holds_a_role(found[1], today):
        raise Refused(
            Problem(problems.NOT_SIGNED_IN, "This token is not known, or no longer good. Ask for a new one.")
        )
    token, known = found
    return {"person": person_on_the_wire(known, today), "scopes": list(token.scopes)}


def list_tokens(session: Session, incoming: Incoming) -> dict[str, Any]:
    """The actor's own tokens; the command line sees everybody's."""
    return {
        "tokens": [
            {
                "handle": token.handle,
                "person": person.name,
                "email": person.email,
                "label": token.label,
                "scopes": list(token.scopes),
                "created_at": token.created.isoformat(),
                "expires_at": token.expires.isoformat(),
            }
            for token, person in tokens.tokens_of(session, _owner(incoming))
        ]
    }


def revoke_token(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Make one of the actor's own tokens worthless; the command line may revoke anybody's. Raises Refused."""
    revoked = tokens.revoke_token(session, _owner(incoming), incoming.body["handle"], incoming.now)
    if not revoked:
        raise Refused(
            Problem(problems.NOT_FOUND, "There is no such token of yours. It may be revoked already.")
        )
    return {"revoked": revoked}


def _owner(incoming: Incoming) -> str | None:
    return None if incoming.actor.is_operator else incoming.actor.id
