"""What people typed and have not sent: kept for themselves only, never an event."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.requests_calls import DRAFT_LIMIT
from services.contracts.vocabulary import MEMBER_SERVICES
from services.requests.repository import council, drafts
from services.requests.use_cases.refusing import invalid

FORMS_AT_MOST = 200


def save_draft(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Keep what was typed into a form. Answer: {"saved_at"}. Raises Refused when it is too much."""
    person_id, form, content = incoming.actor.id, incoming.body["form"], incoming.body["content"]
    if sum(len(name) + len(text) for name, text in content.items()) > DRAFT_LIMIT:
        raise invalid({"content": f"A draft can be up to {DRAFT_LIMIT:,} characters. Shorten it to keep it."})
    if drafts.other_forms(session, person_id, form) >= FORMS_AT_MOST:
        raise invalid({"form": f"You can keep {FORMS_AT_MOST} drafts. Send or discard one to keep this one."})
    drafts.save(session, person_id, form, content, incoming.now)
    return {"saved_at": incoming.now.isoformat()}


def discard_draft(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Forget it, if there is one. Answer: {}."""
    drafts.discard(session, incoming.actor.id, incoming.body["form"])
    return {}


def draft(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"draft": {…} | null, "saved_at": … | null} of one's own form."""
    found = drafts.find(session, incoming.actor.id, incoming.body["form"])
    return {"draft": found and found["content"], "saved_at": found and found["saved_at"]}


def raise_form(session: Session, incoming: Incoming) -> dict[str, Any]:
    """What the form for raising needs: {"categories", "wards", "members" (for the desk)}."""
    today, actor = council_date(incoming.now), incoming.actor
    return {
        "categories": council.open_categories(session, today),
        "wards": council.open_wards(session, actor.id, today),
        "members": council.serving_members(session, today) if actor.role == MEMBER_SERVICES else [],
    }
