"""One record of a casebook as a case in the casebook's own names, or the reason why it is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from gateway.cli.casebook.mapping import Mapping, MomentFrom, TextFrom
from gateway.cli.casebook.naming import tidy
from gateway.cli.casebook.records import Record
from gateway.cli.failure import CommandFailed
from services.chassis.clock import COUNCIL_ZONE
from services.contracts.vocabulary import PLACE_LIMIT, SUBJECT_LIMIT

NAME_LIMIT = 200
KEY_LIMIT = 100


@dataclass(frozen=True)
class NamedCase:
    """A case whose member, ward, service and category are still names. Instants are UTC.

    `ward_given`: whether the row named its ward, rather than leaving it to the mapping's word for empty.
    """

    line: int
    reference: str
    member: str
    ward: str
    ward_given: bool
    service: str
    category: str
    subject: str
    place: str
    raised_at: datetime
    responded_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be brought in, and why, in a sentence."""

    line: int
    reason: str
    reference: str = ""


class Unusable(Exception):
    """Why a row is rejected, in a sentence."""


class CaseReader:
    """Understands the records of one file by its mapping. `now`: nothing can have happened after it."""

    def __init__(self, mapping: Mapping, header: Sequence[str], now: datetime) -> None:
        self._mapping = mapping
        self._width = len(header)
        self._places = _places(mapping, header)
        self._now = now

    def read(self, record: Record) -> NamedCase | Rejected:
        """The record's case, or why it is rejected."""
        reference = self._reference(record)
        try:
            return self._case(record, reference)
        except Unusable as unusable:
            return Rejected(record.line, str(unusable), reference)

    def _reference(self, record: Record) -> str:
        """What can be made out of the reference, also in a malformed row."""
        found = (
            record.values[self._places[c]]
            for c in self._mapping.reference.columns
            if self._places[c] < len(record.values)
        )
        return tidy(next(filter(None, found), ""))[:KEY_LIMIT]

    def _case(self, record: Record, reference: str) -> NamedCase:
        if record.fault:
            raise Unusable(record.fault)
        if len(record.values) != self._width:
            raise Unusable(f"The row has {len(record.values)} columns; the heading has {self._width}.")
        m, values = self._mapping, record.values
        raised, answered, closed = (
            self._moment(moment, values) for moment in (m.raised, m.answered, m.closed)
        )
        if raised is None:
            raise Unusable(f"The column {m.raised.column} is empty: the day it was raised is needed.")
        self._check_order(raised, answered, closed)
        return NamedCase(
            line=record.line,
            reference=self._text(m.reference, values, KEY_LIMIT),
            member=self._text(m.member, values, KEY_LIMIT),
            ward=self._text(m.ward, values, NAME_LIMIT),
            ward_given=self._first(m.ward, values) != "",
            service=self._text(m.service, values, NAME_LIMIT),
            category=self._text(m.category, values, NAME_LIMIT),
            subject=self._text(m.subject, values, SUBJECT_LIMIT),
            place=self._text(m.place, values, PLACE_LIMIT, required=False) if m.place else "",
            raised_at=raised,
            responded_at=answered,
            closed_at=closed,
        )

    def _first(self, text: TextFrom, values: Sequence[str]) -> str:
        return next(filter(None, (tidy(values[self._places[column]]) for column in text.columns)), "")

    def _text(self, text: TextFrom, values: Sequence[str], limit: int, required: bool = True) -> str:
        words = self._first(text, values) or text.empty
        names = " and ".join(text.columns)
        if required and not words:
            raise Unusable(f"The column {names} is empty.")
        if len(words) > limit:
            raise Unusable(f"The column {names} has {len(words)} characters; at most {limit} are kept.")
        return words

    def _moment(self, moment: MomentFrom | None, values: Sequence[str]) -> datetime | None:
        words = tidy(values[self._places[moment.column]]) if moment else ""
        if moment is None or not words:
            return None
        instant = _instant(words, moment)
        if instant is None:
            raise Unusable(f"The column {moment.column} is not a date written as {moment.format}.")
        if instant > self._now:
            raise Unusable(f"The column {moment.column} is in the future.")
        return instant

    def _check_order(self, raised: datetime, answered: datetime | None, closed: datetime | None) -> None:
        if answered is not None and answered < raised:
            raise Unusable("It was answered before it was raised.")
        if closed is not None and answered is None:
            raise Unusable("It was closed without an answer.")
        if closed is not None and answered is not None and closed < answered:
            raise Unusable("It was closed before it was answered.")


@lru_cache(maxsize=10_000)
def _instant(words: str, moment: MomentFrom) -> datetime | None:
    """The UTC instant of a local day and time of day; None when the words are no date in the format.

    A time that the clocks skip in spring counts as an hour later; one that comes twice is the first.
    """
    try:
        day = datetime.strptime(words, moment.format).replace(tzinfo=COUNCIL_ZONE).date()
        return datetime.combine(day, moment.at, COUNCIL_ZONE).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _places(mapping: Mapping, header: Sequence[str]) -> dict[str, int]:
    """Where each column that the mapping reads stands. CommandFailed when one is missing or there twice."""
    names = [tidy(name) for name in header]
    for column in sorted(mapping.columns_read()):
        if (count := names.count(column)) != 1:
            there = "no column" if count == 0 else f"{count} columns"
            raise CommandFailed(
                f"The file has {there} named {column!r}: its columns are {', '.join(names)[:500]}."
            )
    return {column: names.index(column) for column in mapping.columns_read()}
