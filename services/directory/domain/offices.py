"""Being a member from a first day to a last, whichever wards were served meanwhile."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from services.directory.domain.entries import Dated, Person, Term

_DAY = timedelta(days=1)


def offices(terms: Iterable[Term]) -> list[Dated]:
    """The stretches of days in office, in order; a term that begins the day after another goes on with it."""
    found: list[Dated] = []
    for term in sorted(terms, key=lambda term: term.starts or date.min):
        if found and found[-1].ends is None:
            break
        if found and found[-1].ends and term.starts and term.starts <= found[-1].ends + _DAY:
            longer = None if term.ends is None else max(term.ends, found[-1].ends)
            found[-1] = replace(found[-1], ends=longer)
        else:
            found.append(Dated(starts=term.starts, ends=term.ends))
    return found


def last_days(person: Person) -> set[date]:
    """The last days of the offices that end."""
    return {office.ends for office in offices(person.terms) if office.ends is not None}
