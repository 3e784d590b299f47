"""A change in words, fact by fact: what it was and what it becomes."""

from dataclasses import fields
from datetime import date
from typing import Any

from services.directory.domain.changes import Change
from services.directory.domain.entries import Period, Person, Term

_NAMES = {"service_id": "service", "email": "e-mail"}
_UNSAID = ("id", "roles", "terms")


def details(change: Change) -> list[str]:
    """One line for each fact that differs: "seats: 3 → 4"; for a new entry each fact: "seats: 3"."""
    lines = []
    for name in sorted(field.name for field in fields(change.after) if field.name not in _UNSAID):
        new = getattr(change.after, name)
        if change.before is None:
            lines += [f"{_NAMES.get(name, name)}: {_said(new)}"] if new is not None else []
        elif getattr(change.before, name) != new:
            lines.append(f"{_NAMES.get(name, name)}: {_said(getattr(change.before, name))} → {_said(new)}")
    return [*lines, *_periods(change)]


def _periods(change: Change) -> list[str]:
    """Roles and terms that a person loses, then those that the person gains."""
    if not isinstance(change.after, Person):
        return []
    before: set[Period] = set()
    if isinstance(change.before, Person):
        before = {*change.before.roles, *change.before.terms}
    after: list[Period] = [*change.after.roles, *change.after.terms]
    gone = sorted(_period(period) for period in before.difference(after))
    come = [_period(period) for period in after if period not in before]
    return [f"no longer {line}" for line in gone] + come


def _period(period: Period) -> str:
    if isinstance(period, Term):
        what = f"member for {period.ward_id}"
    else:
        what = period.role.replace("_", " ") + (f" in {period.service_id}" if period.service_id else "")
    until = f" to {_said(period.ends)}" if period.ends else ""
    return f"{what} from {_said(period.starts)}{until}"


def _said(value: Any) -> str:
    return "none" if value is None else value.isoformat() if isinstance(value, date) else str(value)
