"""What is looked up for somebody's words: nearest first, in their own stretches, as deep as they may read."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from services.requests.domain.search.documents import Level
from services.requests.domain.search.lexemes import lexeme, quarter_of
from services.requests.domain.search.scopes import OF_MEMBERS, Scope
from services.requests.domain.search.words import Term
from services.requests.domain.vocabulary import Standing

_DEEPEST = {
    Standing.COLLEAGUE: Level.PLACE,
    Standing.OWNER: Level.CONVERSATION,
    Standing.JOINED: Level.CONVERSATION,
    Standing.DESK: Level.CONVERSATION,
    Standing.CONTRIBUTOR: Level.SERVICE_SIDE,
    Standing.OFFICER: Level.SERVICE_SIDE,
    Standing.DIRECTOR: Level.SERVICE_SIDE,
    Standing.GOVERNANCE: Level.GOVERNANCE,
}
_RANKS = (Level.SUBJECT, Level.PLACE, Level.CONVERSATION, Level.SERVICE_SIDE, Level.GOVERNANCE)


@dataclass(frozen=True)
class Entry:
    """A word at a level, or (`begins`) all words that begin with it."""

    level: Level
    form: str
    begins: bool = False


Terms = tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True)
class Lookup:
    """Requests in any of these stretches with any entry of each of its terms, and in none of `but_not`."""

    rank: int
    terms: Terms
    scopes: tuple[Scope, ...]
    but_not: tuple[Scope, ...] = ()


def lookups(
    terms: Sequence[Term], categories: Mapping[Term, Sequence[str]], scopes: Mapping[Scope, Standing]
) -> list[Lookup]:
    """One for each rank: all words in the subject, all in subject, place or category, and so on.

    `categories`: the codes of those that are called so. A later lookup finds what an earlier one found, too.
    """
    if not terms:
        return []
    of_members = tuple(scope for scope in scopes if scope.kind in OF_MEMBERS)
    found = []
    for rank in _RANKS:
        reached = tuple(scope for scope, standing in scopes.items() if rank <= _DEEPEST.get(standing, 0))
        # A note never reaches a member who has to do with the request, whatever else they are.
        but_not = of_members if rank >= Level.SERVICE_SIDE else ()
        if reached:
            alternatives = tuple(entries(term, rank, categories.get(term, ())) for term in terms)
            found.append(Lookup(rank, alternatives, reached, but_not))
    return found


def broadest(
    terms: Sequence[Term], categories: Mapping[Term, Sequence[str]], scopes: Mapping[Scope, Standing]
) -> list[Lookup]:
    """What finds everything that all of `lookups` find, in no order of ranks: each stretch at its deepest."""
    ranks = lookups(terms, categories, scopes)
    found = []
    for lookup in ranks:
        ends_here = tuple(scope for scope in lookup.scopes if lookup.rank == _DEEPEST[scopes[scope]])
        # Deeper, some requests are left out: here they are not.
        goes_on = tuple(scope for scope in lookup.scopes if scope not in ends_here)
        last_whole = lookup.rank == Level.CONVERSATION and any(deeper.but_not for deeper in ranks)
        reached = (*ends_here, *goes_on) if last_whole else ends_here
        if reached:
            found.append(replace(lookup, scopes=reached))
    return found


def rank_of(lexemes: Set[str], number: int, ranks: Sequence[Lookup]) -> int | None:
    """The rank of the first of these that finds the document with these entries; None: none does."""
    quarter = quarter_of(number)
    return next((lookup.rank for lookup in ranks if _finds(lookup, lexemes, quarter)), None)


def _finds(lookup: Lookup, lexemes: Set[str], quarter: str) -> bool:
    if any(lexeme(scope, quarter, Level.MARK) in lexemes for scope in lookup.but_not):
        return False
    return any(
        all(any(_has(lexemes, scope, quarter, entry) for entry in term) for term in lookup.terms)
        for scope in lookup.scopes
    )


def _has(lexemes: Set[str], scope: Scope, quarter: str, entry: Entry) -> bool:
    written = lexeme(scope, quarter, entry.level, entry.form)
    return any(each.startswith(written) for each in lexemes) if entry.begins else written in lexemes


def entries(term: Term, deepest: Level, categories: Sequence[str]) -> tuple[Entry, ...]:
    """Under what a word may stand, down to a level."""
    found = []
    for level in _RANKS[: _RANKS.index(deepest) + 1]:
        if term.beginning is None or not term.stem.startswith(term.beginning):
            found.append(Entry(level, term.stem))
        if term.beginning is not None:
            found.append(Entry(level, term.beginning, begins=True))
    if deepest >= Level.PLACE:
        found += [Entry(Level.CATEGORY, code) for code in categories]
    return tuple(found)
