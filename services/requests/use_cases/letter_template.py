"""How a member writes to constituents: words of their own with placeholders. No letter is ever stored."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming
from services.contracts.vocabulary import LETTER_LIMIT
from services.requests.domain.texts import is_blank, with_plain_line_breaks
from services.requests.repository import letter_templates as kept
from services.requests.use_cases.refusing import invalid
from services.requests.use_cases.wording import unfit


def letter_template(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"template": the actor's own, or null}."""
    return {"template": kept.template_of(session, incoming.actor.id)}


def write_letter_template(session: Session, incoming: Incoming) -> Answer:
    """Put it in the place of the one before; empty: have none. Answer: {}. Raises Refused."""
    words = with_plain_line_breaks(incoming.body["template"])
    if is_blank(words):
        kept.forget_template(session, incoming.actor.id)
        return Answer({})
    flaw = unfit("The template", words, LETTER_LIMIT)
    if flaw:
        raise invalid({"template": flaw})
    kept.keep_template(session, incoming.actor.id, words, incoming.now)
    return Answer({})
