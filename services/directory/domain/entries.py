"""What the directory knows: wards, services, categories and people, each with the days on which it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

MEMBER = "member"
OFFICER = "officer"
HEAD_OF_SERVICE = "head_of_service"
ADMINISTRATOR = "administrator"
ROLES_OF_A_SERVICE = (OFFICER, HEAD_OF_SERVICE)


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Something that holds from its first day to its last. Without `starts` it is only stated."""

    starts: date | None = None
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether `day` is among its days."""
        return (self.starts is None or self.starts <= day) and not self.is_over_by(day)

    def is_over_by(self, day: date) -> bool:
        """Whether its last day is before `day`."""
        return self.ends is not None and self.ends < day

    def overlaps(self, other: "Dated") -> bool:
        """Whether some day is in both."""
        return self._begins_before_the_end_of(other) and other._begins_before_the_end_of(self)

    def _begins_before_the_end_of(self, other: "Dated") -> bool:
        return self.starts is None or not other.is_over_by(self.starts)


@dataclass(frozen=True, kw_only=True)
class Ward(Dated):
    """A ward and how many members it elects."""

    id: str
    name: str
    area: str | None = None
    seats: int = 1


@dataclass(frozen=True, kw_only=True)
class Service(Dated):
    """A council service and its column in the update paper."""

    id: str
    name: str
    column: str = "other"


@dataclass(frozen=True, kw_only=True)
class Category(Dated):
    """What a request is about, and the service that it goes to."""

    id: str
    name: str
    service_id: str


@dataclass(frozen=True, kw_only=True)
class HeldRole(Dated):
    """A role that somebody holds, in a service where the role belongs to one."""

    role: str
    service_id: str | None = None

    @property
    def kind(self) -> tuple[str, str]:
        """What may not be held twice on one day."""
        return self.role, self.service_id or ""


@dataclass(frozen=True, kw_only=True)
class Term(Dated):
    """A member's term of office for a ward."""

    ward_id: str

    @property
    def kind(self) -> tuple[str, str]:
        """What may not be held twice on one day."""
        return MEMBER, self.ward_id


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who uses the system. Being a member is held through a term, not listed among the roles."""

    id: str = ""
    name: str
    email: str | None = None
    account: str | None = None
    roles: tuple[HeldRole, ...] = ()
    terms: tuple[Term, ...] = ()


Place = Ward | Service | Category
Entry = Place | Person
Period = HeldRole | Term


@dataclass(frozen=True)
class Directory:
    """All entries, by id."""

    wards: Mapping[str, Ward] = field(default_factory=lambda: MappingProxyType({}))
    services: Mapping[str, Service] = field(default_factory=lambda: MappingProxyType({}))
    categories: Mapping[str, Category] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Stated:
    """What a directory file says. Its people have no id yet; what has no `starts` keeps or gets one."""

    wards: tuple[Ward, ...] = ()
    services: tuple[Service, ...] = ()
    categories: tuple[Category, ...] = ()
    people: tuple[Person, ...] = ()
