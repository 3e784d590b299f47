"""Who may read which word of a request, as one would say it, without the domain's code."""

from tests.unit.plain_people import PEOPLE
from tests.unit.plain_request import Plain, Word

PARTIES = {"owner", "officer", "head", "director", "desk", "governance"}
SERVICE = {"officer", "head", "director", "governance"}
MEMBERS = {"owner", "joined", "colleague", "offered"}
TOLD = PARTIES | {"joined", "contributor"}

READERS: dict[str, set[str]] = {
    "member": PARTIES,
    "service": TOLD,
    "services": PARTIES | {"contributor"},
    "parties": PARTIES,
    "governance": {"governance"},
    "before": TOLD,
    "subject": TOLD | {"colleague"},
    "place": TOLD | {"colleague"},
    "what_happened": PARTIES | {"contributor"},
    "ask": TOLD,
}


def may_read(plain: Plain, name: str, word: Word, *, service_may_see: bool) -> bool:
    """Whether this person, in whichever of their roles, reads that word."""
    found = set[str]().union(*(plain.is_to(name, role) for role in PEOPLE[name].roles))
    if word.kind == "constituent":
        return bool(found & {"owner", "desk", "governance"}) or (service_may_see and bool(found & SERVICE))
    if word.kind in {"note", "contribution"}:
        own_part = "contributor" in found and word.service in PEOPLE[name].services
        return not found & MEMBERS and (bool(found & SERVICE) or own_part)
    return bool(found & READERS[word.kind])
