"""The people of the random lives: who holds which roles, works where, and serves which wards."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Somebody:
    """A person of the council in miniature."""

    roles: tuple[str, ...]
    services: frozenset[str] = frozenset()
    headed: frozenset[str] = frozenset()
    wards: frozenset[str] = frozenset()


def _member(*wards: str) -> Somebody:
    return Somebody(("member",), wards=frozenset(wards))


def _officer(service: str, *, deputy: bool = False) -> Somebody:
    services = frozenset({service})
    return Somebody(("officer",), services, headed=services if deputy else frozenset())


def _head(service: str) -> Somebody:
    return Somebody(("head_of_service",), frozenset({service}), frozenset({service}))


PEOPLE = {
    "ann": _member("cowal"),  # raises the request
    "bea": _member("cowal", "bute"),
    "col": _member("bute"),
    "dan": _member("kintyre"),
    "max": Somebody(("member", "officer"), frozenset({"roads"}), wards=frozenset({"cowal"})),
    "olga": _officer("roads"),
    "dora": _officer("roads", deputy=True),
    "hugh": _head("roads"),
    "pete": _officer("parks"),  # parks has no head
    "bill": _officer("bins"),
    "beth": _head("bins"),
    "dirk": Somebody(("director",)),
    "dina": Somebody(("director",)),
    "eve": Somebody(("member_services",)),
    "guy": Somebody(("information_governance",)),
}
MEMBERS = ("ann", "bea", "col", "dan", "max")
HEADS = {"roads": "hugh", "bins": "beth"}
DIRECTOR = "dirk"
SERVICES = ("roads", "parks", "bins", "closed baths")
CATEGORIES = {"roads": "pothole", "parks": "tree", "bins": "missed bin", "closed baths": "pool"}
WARDS = ("cowal", "bute")


def holder(level: int, service: str) -> str:
    """With whom an escalation to that level would stand."""
    return HEADS.get(service, DIRECTOR) if level == 1 else DIRECTOR
