"""What people typed and have not sent: kept for themselves only and for 30 days, never an event."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Incoming
from services.contracts.requests_query_bodies import DRAFT_LIMIT
from services.requests.repository import drafts as kept
from services.requests.use_cases.refusing import invalid

FORMS_AT_MOST = 200


def save_draft(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Keep what was typed into a form. Answer: {"saved_at"}. Raises Refused when it is too much."""
    person_id, form, content = incoming.actor.id, incoming.body["form"], incoming.body["content"]
    if sum(len(name) + len(text) for name, text in content.items()) > DRAFT_LIMIT:
        raise invalid({"content": f"A draft can be up to {DRAFT_LIMIT:,} characters. Shorten it to keep it."})
    if kept.other_forms(session, person_id, form) >= FORMS_AT_MOST:
        raise invalid({"form": f"You can keep {FORMS_AT_MOST} drafts. Send or discard one to keep this one."})
    kept.save(session, person_id, form, content, incoming.now)
    return {"saved_at": incoming.now.isoformat()}


def discard_draft(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Forget it, if there is one. Answer: {}."""
    kept.discard(session, incoming.actor.id, incoming.body["form"])
    return {}


def draft(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"draft": {…} | null, "saved_at": … | null} of one's own form."""
    found = kept.find(session, incoming.actor.id, incoming.body["form"], incoming.now)
    return {"draft": found and found["content"], "saved_at": found and found["saved_at"].isoformat()}


def drafts(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"drafts": [{form, saved_at, expires_at, subject}…]}: one's own, latest first."""
    return {"drafts": [_summary(found) for found in kept.of_person(session, incoming.actor.id, incoming.now)]}


def forget_expired(session: Session, now: datetime) -> None:
    """What nobody saved for 30 days goes, a step at a time."""
    kept.delete_expired(session, now)


def _summary(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "form": found["form"],
        "saved_at": found["saved_at"].isoformat(),
        "expires_at": (found["saved_at"] + kept.KEPT_FOR).isoformat(),
        "subject": found["content"].get("subject"),
    }
