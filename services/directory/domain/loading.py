"""Taking a directory file over: what changes, what follows from it, and why it may be refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from services.directory.domain.changes import Change, apply, changes
from services.directory.domain.consequences import OpenRequests, refused_for_consequences
from services.directory.domain.entries import Directory, Stated
from services.directory.domain.refusals import refused_as_changed, refused_as_stated
from services.directory.domain.review import Review, review


@dataclass(frozen=True)
class Plan:
    """What would change, and the directory `after` it; when there are refusals, nothing may.

    A conflict: others rely on what would go.
    """

    changes: list[Change]
    refusals: list[str]
    is_conflict: bool = False
    review: Review = field(default_factory=Review)
    after: Directory = field(default_factory=Directory)


def plan_load(
    existing: Directory, stated: Stated, today: date, new_id: Callable[[], str], open_requests: OpenRequests
) -> Plan:
    """The changes that `stated` asks for, and every reason against them."""
    wrong = refused_as_stated(existing, stated)
    if wrong:
        return Plan([], wrong)
    made = changes(existing, stated, today, new_id)
    after = apply(existing, made)
    wrong = refused_as_changed(after, [change.after.id for change in made])
    harm = refused_for_consequences(existing, after, made, today, open_requests)
    if wrong or harm:
        return Plan(made, [*wrong, *harm], is_conflict=bool(harm))
    return Plan(made, [], review=review(after, made, today, open_requests), after=after)
