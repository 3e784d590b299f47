"""Words looked over before they are sent, by the council's own list or the one that comes along."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming
from services.contracts.vocabulary import SCREENING_WORDS_LIMIT
from services.requests.domain.screening.screen import screened
from services.requests.domain.screening.special_words import DEFAULT_WORDS, UnfitWords, WordList
from services.requests.domain.texts import is_blank, with_plain_line_breaks
from services.requests.repository import screening_words as kept
from services.requests.use_cases.refusing import invalid
from services.requests.use_cases.wording import unfit


def screen(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"found": [{field, start, end, kind, reason}…]}: nothing of the texts is kept."""
    words = WordList(kept.own_words(session) or DEFAULT_WORDS)
    return {"found": [asdict(one) for one in screened(incoming.body["texts"], words)]}


def screening_words(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"words", "is_default"}: as they are looked for now."""
    own = kept.own_words(session)
    return {"words": own or DEFAULT_WORDS, "is_default": own is None}


def write_screening_words(session: Session, incoming: Incoming) -> Answer:
    """Another list in its place; empty: the one that Member Zone comes with. Answer: {}. Raises Refused."""
    words = with_plain_line_breaks(incoming.body["words"])
    if is_blank(words):
        kept.forget_words(session)
        return Answer({})
    flaw = unfit("The list", words, SCREENING_WORDS_LIMIT) or _not_a_list(words)
    if flaw:
        raise invalid({"words": flaw})
    kept.keep_words(session, words, incoming.actor.id, incoming.now)
    return Answer({})


def _not_a_list(words: str) -> str | None:
    try:
        WordList(words)
    except UnfitWords as error:
        return str(error)
    return None
