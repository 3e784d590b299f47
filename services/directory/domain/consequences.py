"""What a change may not do to others: leave requests with nobody, seats with too many, wards with none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from services.directory.domain.changes import Change
from services.directory.domain.entries import Category, Directory, Person, Place, Service
from services.directory.domain.holding import administrators_on, members_of, staff_of
from services.directory.domain.offices import offices

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OpenRequests:
    """How many requests are open, by id of what they belong to. Answered ones are still open."""

    services: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    members: Mapping[str, int] = field(default_factory=dict)
    wards: Mapping[str, int] = field(default_factory=dict)


def refused_for_consequences(
    before: Directory, after: Directory, made: Iterable[Change], today: date, open_requests: OpenRequests
) -> list[str]:
    """One sentence for each consequence that nobody can want."""
    made = list(made)
    return [
        *(sentence for change in made for sentence in _orphaned(change, open_requests)),
        *_too_many_members(before, after, today),
        *_wards_without_anybody(before, after, made),
        *_nobody_to_answer(before, after, made, today, open_requests),
        *_nobody_to_administer(before, after, today),
    ]


def _orphaned(change: Change, open_requests: OpenRequests) -> Iterator[str]:
    old, new = change.before, change.after
    if isinstance(new, Service) and _is_given_an_end(old, new) and open_requests.services.get(new.id):
        yield (
            f"{new.name} cannot end: {_count(open_requests.services[new.id])} there. "
            "Transfer or close them first."
        )
    if isinstance(new, Category) and _is_given_an_end(old, new) and open_requests.categories.get(new.id):
        yield (
            f"{new.name} cannot end: {_count(open_requests.categories[new.id])} in it. "
            "Give them another category or close them first."
        )


def _is_given_an_end(old: object, new: Place) -> bool:
    """Whether it gets a last day, be it in the future, or an earlier one. What is new has no requests."""
    if not isinstance(old, Place) or new.ends is None:
        return False
    return old.ends is None or new.ends < old.ends


def _too_many_members(before: Directory, after: Directory, today: date) -> Iterator[str]:
    """Looks at today and each later day on which a term begins, in the wards where something changed."""
    for ward in after.wards.values():
        terms = [t for person in after.people.values() for t in person.terms if t.ward_id == ward.id]
        for day in sorted({today, *(t.starts for t in terms if t.starts and t.starts > today)}):
            serving = len(members_of(after.people.values(), ward.id, day))
            known = before.wards.get(ward.id)
            was = len(members_of(before.people.values(), ward.id, day))
            if serving > ward.seats and not (known == ward and was == serving):
                yield (
                    f"{ward.name} has {ward.seats} seats, and {serving} members would serve it on {day}: "
                    "end a term or correct the seats."
                )
                break


def _wards_without_anybody(before: Directory, after: Directory, made: Iterable[Change]) -> Iterator[str]:
    """A hole: terms end, others begin later, and the change leaves no member at all between."""
    changed = [c.after for c in made if isinstance(c.after, Person)]
    for ward_id in sorted({term.ward_id for person in changed for term in person.terms} & {*after.wards}):
        serving = [t for p in after.people.values() for t in p.terms if t.ward_id == ward_id]
        for last, following in pairwise(offices(serving)):
            if last.ends is None or following.starts is None:
                continue
            day = last.ends + _DAY
            if members_of(before.people.values(), ward_id, day):
                yield (
                    f"{after.wards[ward_id].name} would have no member from {day} to "
                    f"{following.starts - _DAY}: let the new terms begin as the old ones end."
                )


def _nobody_to_answer(
    before: Directory, after: Directory, made: Iterable[Change], today: date, open_requests: OpenRequests
) -> Iterator[str]:
    """Looks at today and each day after a last one, in the services where a changed person worked."""
    changed = [change.before for change in made if isinstance(change.before, Person)]
    worked_for = {role.service_id for person in changed for role in person.roles if role.service_id}
    for service_id in sorted(worked_for & {*open_requests.services}):
        ends = [
            r.ends for p in after.people.values() for r in p.roles if r.service_id == service_id and r.ends
        ]
        for day in sorted({today, *(last + _DAY for last in ends if last >= today)}):
            had_some = staff_of(before.people.values(), service_id, day)
            if had_some and not staff_of(after.people.values(), service_id, day):
                yield (
                    f"{after.services[service_id].name} would have no officer and no head on {day}, and "
                    f"{_count(open_requests.services[service_id])} there: name another one first."
                )
                break


def _nobody_to_administer(before: Directory, after: Directory, today: date) -> Iterator[str]:
    if not administrators_on(before.people.values(), today):
        return
    ends = [role.ends for person in after.people.values() for role in person.roles if role.ends]
    for day in sorted({today, *(last + _DAY for last in ends if last >= today)}):
        had_one = administrators_on(before.people.values(), day)
        if had_one and not administrators_on(after.people.values(), day):
            yield f"Nobody would be an administrator on {day}: name another one first."
            return


def _count(number: int) -> str:
    return "one request is open" if number == 1 else f"{number} requests are open"
