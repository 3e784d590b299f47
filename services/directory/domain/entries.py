"""What the directory knows: wards, services, categories, outside bodies, people, each with its days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

MEMBER = "member"
OFFICER = "officer"
HEAD_OF_SERVICE = "head_of_service"
DEPUTY_HEAD = "deputy_head"
DIRECTOR = "director"
ADMINISTRATOR = "administrator"
ROLES_OF_A_SERVICE = (OFFICER, HEAD_OF_SERVICE, DEPUTY_HEAD)
UNSTATED_COLUMN = "other"


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
class ColumnPeriod(Dated):
    """The days on which a service counts in this column of the update paper."""

    column: str


@dataclass(frozen=True, kw_only=True)
class Service(Dated):
    """A council service and its columns in the update paper, in order, without a hole, the last one open.

    `column` is only stated, never kept: the one from the day of the load on.
    """

    id: str
    name: str
    columns: tuple[ColumnPeriod, ...] = ()
    column: str | None = None

    def column_on(self, day: date) -> str:
        """The column on `day`; before the first one begins, the first."""
        begun = [period for period in self.columns if period.starts is None or period.starts <= day]
        return (begun or self.columns)[-1 if begun else 0].column


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the form of a category asks."""

    id: str
    label: str
    required: bool = False
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class StopAdvice:
    """What to do instead of raising a request; `stops`: the form goes no further."""

    text: str
    stops: bool = False


@dataclass(frozen=True, kw_only=True)
class Category(Dated):
    """What a request is about, the service that it goes to, what is asked, and what to do instead.

    Without `questions` it is only stated; stated advice without a text takes the advice away.
    """

    id: str
    name: str
    service_id: str
    questions: tuple[Question, ...] | None = None
    stop_advice: StopAdvice | None = None


@dataclass(frozen=True, kw_only=True)
class OutsideBody(Dated):
    """Somebody outside the council to whom a request can be referred, and how to reach them."""

    id: str
    name: str
    contact: str


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
    """Somebody who uses the system. Being a member is held through a term, not listed among the roles.

    A stated person has an id where the file names one, and may take periods back that are still to come; what
    cannot be taken back remains there, to be refused.
    """

    id: str = ""
    name: str
    email: str | None = None
    account: str | None = None
    roles: tuple[HeldRole, ...] = ()
    terms: tuple[Term, ...] = ()
    taken_back: "tuple[Period, ...]" = ()


Place = Ward | Service | Category | OutsideBody
Entry = Place | Person
Period = HeldRole | Term


@dataclass(frozen=True)
class Directory:
    """All entries, by id."""

    wards: Mapping[str, Ward] = field(default_factory=lambda: MappingProxyType({}))
    services: Mapping[str, Service] = field(default_factory=lambda: MappingProxyType({}))
    categories: Mapping[str, Category] = field(default_factory=lambda: MappingProxyType({}))
    outside_bodies: Mapping[str, OutsideBody] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Stated:
    """What a directory file says. Its new people have no id yet; what has no `starts` keeps or gets one."""

    wards: tuple[Ward, ...] = ()
    services: tuple[Service, ...] = ()
    categories: tuple[Category, ...] = ()
    outside_bodies: tuple[OutsideBody, ...] = ()
    people: tuple[Person, ...] = ()
