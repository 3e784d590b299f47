"""Finding requests by words or by their reference, each person among those that they may know of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming
from services.requests.domain.search.found import found_in, readable_row
from services.requests.domain.search.lookups import Lookup, broadest, lookups, rank_of
from services.requests.domain.search.scopes import Scope, scopes_of_searcher, short_code
from services.requests.domain.search.slips import meant_references
from services.requests.domain.search.words import Term, forms, terms
from services.requests.domain.standings import SEEING_ALL
from services.requests.domain.vocabulary import Standing
from services.requests.repository.search_matches import Match, lexemes_of, matches, matches_of_references
from services.requests.repository.search_results import names_of_categories, rows_found
from services.requests.use_cases.audit_trail import searched
from services.requests.use_cases.filters import own_reference
from services.requests.use_cases.searcher import searcher
from services.requests.use_cases.wire import on_the_wire

REFERENCE = "reference"
# "Did you mean …?": the reference differs by one slip from what was typed.
SIMILAR_REFERENCE = "similar_reference"

_FIRST_RANKS = 2  # all words in the subject; in subject, place or category

Scopes = Mapping[Scope, Standing]


@dataclass(frozen=True)
class Hit:
    """A request that was found: by its reference (`by`), or by words at a rank."""

    match: Match
    standings: frozenset[Standing]
    rank: int
    by: str | None = None


def search(session: Session, incoming: Incoming) -> Answer:
    """{"results", "more"}: by reference first, then by words, the nearest and then the newest first."""
    typed, limit = incoming.body["words"], incoming.body["limit"]
    scopes, asked = scopes_of_searcher(searcher(session, incoming)), terms(typed)
    hits = _unique([*_by_reference(session, typed, scopes), *_by_words(session, asked, scopes, limit + 1)])
    read = hits[:limit]
    result = {"results": _results(session, incoming, read, asked), "more": len(hits) > limit}
    beyond_own_work = any(hit.standings <= SEEING_ALL for hit in read)
    return Answer(result, note=searched(session, incoming) if beyond_own_work else None)


def _by_reference(session: Session, typed: str, scopes: Scopes) -> list[Hit]:
    own, written = own_reference(typed), typed.strip()
    meant = meant_references(typed)
    found = matches_of_references(session, [own, *meant] if own else meant, {written, written.upper()})
    hits = [
        _hit(match, scopes, 0, SIMILAR_REFERENCE if reference in meant else REFERENCE)
        for reference, match in found
    ]
    return sorted((hit for hit in hits if hit.standings), key=lambda hit: hit.by != REFERENCE)


def _by_words(session: Session, asked: Sequence[Term], scopes: Scopes, each: int) -> list[Hit]:
    """The best; all that there are where they are fewer than `each`."""
    categories = _categories(session, asked)
    ranks, everything = lookups(asked, categories, scopes), broadest(asked, categories, scopes)
    found = matches(session, everything, each)
    if max(Counter(match.position for match in found).values(), default=0) < each:
        return _ranked(session, found, ranks, scopes)
    return _nearest(session, ranks, scopes, each)


def _nearest(session: Session, ranks: Sequence[Lookup], scopes: Scopes, each: int) -> list[Hit]:
    """Ranks deeper down are looked up only where the first do not give enough, as common words do."""
    hits: list[Hit] = []
    for some in (ranks[:_FIRST_RANKS], ranks[_FIRST_RANKS:]):
        best = matches(session, some, each)
        found = [_hit(match, scopes, some[match.position].rank) for match in best]
        hits += [hit for hit in found if hit.standings]
        if len(_unique(hits)) >= each:
            break
    return hits


def _ranked(session: Session, found: Sequence[Match], ranks: Sequence[Lookup], scopes: Scopes) -> list[Hit]:
    """All of them, by what stands in the index."""
    lexemes = lexemes_of(session, found)
    by_rank = [(rank_of(lexemes[match.number], match.number, ranks), match) for match in found]
    hits = [_hit(match, scopes, rank) for rank, match in by_rank if rank is not None]
    return sorted((hit for hit in hits if hit.standings), key=lambda hit: (hit.rank, hit.match.number))


def _hit(match: Match, scopes: Scopes, rank: int, by: str | None = None) -> Hit:
    standings = frozenset(standing for scope, standing in scopes.items() if str(scope) in match.scopes)
    return Hit(match, standings, rank, by)


def _categories(session: Session, asked: Sequence[Term]) -> dict[Term, list[str]]:
    """The codes of the categories with each word in their name."""
    named = {short_code(of): forms(name) for of, name in names_of_categories(session).items()}
    return {term: [code for code, found in named.items() if term.is_in(found)] for term in asked}


def _unique(hits: Sequence[Hit]) -> list[Hit]:
    """Each request where it was found first."""
    first: dict[int, Hit] = {}
    for hit in hits:
        first.setdefault(hit.match.number, hit)
    return list(first.values())


def _results(
    session: Session, incoming: Incoming, hits: Sequence[Hit], asked: Sequence[Term]
) -> list[dict[str, Any]]:
    rows = rows_found(session, [hit.match.request_id for hit in hits], incoming.actor.id)
    return [_result(rows[hit.match.request_id], hit, asked) for hit in hits]


def _result(row: Mapping[str, Any], hit: Hit, asked: Sequence[Term]) -> dict[str, Any]:
    as_service = hit.standings & {Standing.OFFICER, Standing.CONTRIBUTOR, Standing.DIRECTOR}
    new = row["new_for_service"] if as_service and Standing.OWNER not in hit.standings else row["new"]
    shown = readable_row({**row, "new": bool(new)}, hit.standings)
    places = [hit.by] if hit.by else found_in(asked, row, hit.rank, hit.standings)
    return on_the_wire(shown) | {"found_in": places}
