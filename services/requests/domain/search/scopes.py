"""Whose a request is, as the index knows it: everybody looks in stretches of their own only."""

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from services.requests.domain.request_state import RequestState
from services.requests.domain.standings import DESK_ROLE, DIRECTOR_ROLE, GOVERNANCE_ROLE, MEMBER_ROLE
from services.requests.domain.vocabulary import Sharing, Standing


class Scope(NamedTuple):
    """A stretch of the index: the requests towards which `id` has the standing that `kind` stands for."""

    kind: str
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def code(self) -> str:
        """Of small letters and digits. Two may share one: who looks checks what they find by its scopes."""
        return _code(self.kind, self.id)


OWN, JOINED, SHARED, GLIMPSED = "m", "j", "w", "o"
LED, CONTRIBUTED, FORMER, DIRECTED = "s", "c", "f", "d"
EVERY = "a"

STANDINGS = {
    OWN: Standing.OWNER,
    JOINED: Standing.JOINED,
    SHARED: Standing.COLLEAGUE,
    GLIMPSED: Standing.OFFERED,
    LED: Standing.OFFICER,
    CONTRIBUTED: Standing.CONTRIBUTOR,
    FORMER: Standing.FORMER,
    DIRECTED: Standing.DIRECTOR,
    EVERY: Standing.GOVERNANCE,
}
OF_MEMBERS = frozenset({OWN, JOINED, SHARED, GLIMPSED})


@dataclass(frozen=True)
class Searcher:
    """Somebody by what they hold today in the roles that count."""

    person_id: str
    roles: Set[str]
    services: Set[str]
    wards: Set[str]


def scopes_of_request(state: RequestState) -> list[Scope]:
    """Who may know of it, and as what."""
    glimpsed = {member_id for member_id, merged in state.asked_to_join.items() if merged is not None}
    glimpsed |= {state.made_by} - {state.member_id}
    found = [Scope(OWN, state.member_id), Scope(LED, state.service_id), Scope(EVERY)]
    found += _each(JOINED, state.joined) + _each(GLIMPSED, glimpsed)
    found += _each(CONTRIBUTED, state.contributors) + _each(FORMER, state.former_services)
    found += _each(DIRECTED, state.stood_with)
    if state.highest_level == 2:
        found.append(Scope(DIRECTED))
    if state.sharing is Sharing.WARD_COLLEAGUES:
        found.append(Scope(SHARED, state.ward_id))
    return found


def scopes_of_imported(member_id: str, service_id: str) -> list[Scope]:
    """The same for a request that a casebook brings: its member has it alone."""
    return [Scope(OWN, member_id), Scope(LED, service_id), Scope(EVERY)]


def scopes_of_searcher(searcher: Searcher) -> dict[Scope, Standing]:
    """Where they look, and what they are there."""
    found: list[Scope] = []
    if MEMBER_ROLE in searcher.roles:
        found += [Scope(kind, searcher.person_id) for kind in (OWN, JOINED, GLIMPSED)]
        found += _each(SHARED, searcher.wards)
    for kind in (LED, CONTRIBUTED, FORMER):
        found += _each(kind, searcher.services)
    if DIRECTOR_ROLE in searcher.roles:
        found += [Scope(DIRECTED), Scope(DIRECTED, searcher.person_id)]
    standings = {scope: STANDINGS[scope.kind] for scope in found}
    if GOVERNANCE_ROLE in searcher.roles:
        return standings | {Scope(EVERY): Standing.GOVERNANCE}
    return standings | ({Scope(EVERY): Standing.DESK} if DESK_ROLE in searcher.roles else {})


def _each(kind: str, ids: Iterable[str]) -> list[Scope]:
    return [Scope(kind, identifier) for identifier in sorted(ids)]


@lru_cache(maxsize=20_000)
def _code(kind: str, identifier: str) -> str:
    return kind + short_code(identifier)


@lru_cache(maxsize=20_000)
def short_code(identifier: str) -> str:
    """Six small letters and digits for an id of any length and any characters."""
    digest = hashlib.blake2s(identifier.encode("utf-8", "replace"), digest_size=5).digest()
    return b32encode(digest).decode().lower()[:6]
