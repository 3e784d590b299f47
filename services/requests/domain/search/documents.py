"""Under which words a request stands in each stretch of the index: those that its readers there may read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from functools import lru_cache

from services.requests.domain.events.base import RequestEvent
from services.requests.domain.reading import Reader, Reading, readable_fields, reading
from services.requests.domain.search.scopes import CONTRIBUTED, STANDINGS, Scope, short_code
from services.requests.domain.search.words import forms
from services.requests.domain.vocabulary import Side, Standing

# Of a conversation, the newest words: what comes before is found by its subject, place and reference.
MOST_FORMS = 2_000

_BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
_MINUTES = 2**27
_NUMBERS = 2**30


class Level(IntEnum):
    """How near a word is to what the request is about; each level is for fewer readers, too."""

    MARK = 0  # no word: that the request is in this stretch
    SUBJECT = 1
    PLACE = 2
    CONVERSATION = 3
    SERVICE_SIDE = 4
    GOVERNANCE = 5
    CATEGORY = 7  # no word: the category, whose name is looked up when somebody searches


@dataclass(frozen=True)
class Said:
    """The words that belong to one event of the request."""

    event: RequestEvent
    by: Side
    words: str


@dataclass(frozen=True)
class Texts:
    """What is written about a request. `said`: newest first."""

    subject: str
    place: str
    what_happened: str = ""
    ask: str = ""
    earlier_case: str = ""
    job_number: str = ""
    answers: str = ""
    said: Sequence[Said] = field(default=())


Words = dict[str, Level]

_LEVELS = {
    "subject": Level.SUBJECT,
    "place": Level.PLACE,
    "earlier_case": Level.PLACE,
    "job_number": Level.SERVICE_SIDE,
    "what_happened": Level.CONVERSATION,
    "ask": Level.CONVERSATION,
    "answers": Level.CONVERSATION,
}


def number_in_time(raised_at: datetime, reference: str) -> int:
    """Where a request stands among all: the later raised, the smaller, to the minute; then by its number.

    No two are the same: requests of one year have different numbers.
    """
    minute = min(max(int((raised_at - _BEGINNING).total_seconds() // 60), 0), _MINUTES - 1)
    return (_MINUTES - 1 - minute) * _NUMBERS + (_NUMBERS - 1 - int(reference.split("-")[2]))


def minute_of(number: int) -> int:
    """The minutes from 1900 to when the request with this place in time was raised."""
    return _MINUTES - 1 - number // _NUMBERS


def words_by_scope(scopes: Iterable[Scope], category_id: str, texts: Texts) -> Mapping[Scope, Words]:
    """The forms of its words at their nearest level, for each stretch that it is in."""
    fields = [(name, level, forms(getattr(texts, name))) for name, level in _LEVELS.items()]
    said = [(said, _level_of(said), forms(said.words)) for said in texts.said]
    found: dict[Scope, Words] = {}
    for scope in scopes:
        reader = _reader_in(scope)
        readable = _readable(STANDINGS[scope.kind])
        words: Words = {}
        for name, level, written in fields:
            if name in readable:
                _add(words, level, written)
        for one, level, written in said:
            if len(words) < MOST_FORMS and reading(one.event, one.by, reader, {}) is Reading.WORDS:
                _add(words, level, written)
        if "subject" in readable:
            words[short_code(category_id)] = Level.CATEGORY
        found[scope] = words
    return found


def _add(words: Words, level: Level, written: Iterable[str]) -> None:
    for form in written:
        words[form] = min(level, words.get(form, level))


def _level_of(said: Said) -> Level:
    """For whom it is: for all parties, for the services' side, or for information governance alone."""
    for standing, level in ((Standing.DESK, Level.CONVERSATION), (Standing.OFFICER, Level.SERVICE_SIDE)):
        if reading(said.event, said.by, Reader(frozenset({standing})), {}) is Reading.WORDS:
            return level
    return Level.GOVERNANCE


@lru_cache
def _readable(standing: Standing) -> frozenset[str]:
    return readable_fields(Reader(frozenset({standing})))


def _reader_in(scope: Scope) -> Reader:
    services = frozenset({scope.id}) if scope.kind == CONTRIBUTED else frozenset[str]()
    return Reader(frozenset({STANDINGS[scope.kind]}), services)
