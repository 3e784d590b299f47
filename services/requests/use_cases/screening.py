"""Words looked over before they are sent, by the council's own list or the one that comes along."""

from dataclasses import asdict
from functools import lru_cache
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
    words = _kept_list(kept.own_words(session) or DEFAULT_WORDS)
    return {"found": [asdict(one) for one in screened(incoming.body["texts"], words)]}


def screening_words(session: Session, incoming: Incoming) -> dict[str, Any]:
    """{"words", "is_default"}: as they are looked for now."""
    own = kept.own_words(session)
    return {"words": own or DEFAULT_WORDS, "is_default": own is None}


def preview_screening_words(session: Session, incoming: Incoming) -> dict[str, Any]:
    """What a list that is not kept yet would do; empty: the one Member Zone comes with. Raises Refused."""
    typed = with_plain_line_breaks(incoming.body["words"])
    wanted = _word_list(DEFAULT_WORDS if is_blank(typed) else typed)
    now = WordList(kept.own_words(session) or DEFAULT_WORDS)
    found = screened({"sample": with_plain_line_breaks(incoming.body["sample"])}, wanted)
    return {
        "headings": [{"heading": name, "words": words} for name, words in wanted.by_heading.items()],
        "comes_in": _only_in(wanted, now),
        "goes_out": _only_in(now, wanted),
        "found": [asdict(one) for one in found],
    }


def write_screening_words(session: Session, incoming: Incoming) -> Answer:
    """Another list in its place; empty: the one that Member Zone comes with. Answer: {}. Raises Refused."""
    words = with_plain_line_breaks(incoming.body["words"])
    if is_blank(words):
        kept.forget_words(session)
        return Answer({})
    _word_list(words)
    kept.keep_words(session, words, incoming.actor.id, incoming.now)
    return Answer({})


@lru_cache(maxsize=2)
def _kept_list(words: str) -> WordList:
    """To make its patterns takes longer than to look for them, and it is another a few times a year."""
    return WordList(words)


def _word_list(words: str) -> WordList:
    flaw = unfit("The list", words, SCREENING_WORDS_LIMIT)
    if flaw:
        raise invalid({"words": flaw})
    try:
        return WordList(words)
    except UnfitWords as error:
        raise invalid({"words": str(error)}) from error


def _only_in(one: WordList, other: WordList) -> list[dict[str, str]]:
    """What the one looks for under a heading and the other does not."""
    there = {(heading, word.lower()) for heading, words in other.by_heading.items() for word in words}
    return [
        {"heading": heading, "word": word}
        for heading, words in one.by_heading.items()
        for word in words
        if (heading, word.lower()) not in there
    ]
