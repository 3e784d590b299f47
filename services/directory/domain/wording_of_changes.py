"""A change in words, fact by fact: what it was and what it becomes; wards and services by their names."""

from dataclasses import fields
from datetime import date
from typing import Any

from services.directory.domain.changes import Change
from services.directory.domain.entries import (
    Category,
    Dated,
    Directory,
    Entry,
    Period,
    Person,
    Question,
    Service,
    StopAdvice,
    Term,
)

_NAMES = {"service_id": "service", "email": "e-mail"}
_COLUMNS = {"ris": "Roads and Infrastructure", "other": "other services"}
_UNSAID = ("id", "roles", "terms", "taken_back", "columns", "column", "questions", "stop_advice")

NOTHING = Directory()


def ward_named(ward_id: str, among: Directory) -> str:
    """What people call the ward, or its id when it is not `among` the directory's."""
    return among.wards[ward_id].name if ward_id in among.wards else ward_id


def service_named(service_id: str, among: Directory) -> str:
    """What people call the service, or its id when it is not `among` the directory's."""
    return among.services[service_id].name if service_id in among.services else service_id


def details(change: Change, among: Directory = NOTHING) -> list[str]:
    """One line for each fact that differs: "seats: 3 → 4"; for a new entry each fact: "seats: 3".

    Wards and services that are not `among` the directory's are told by their ids.
    """
    lines = []
    for name in sorted(field.name for field in fields(change.after) if field.name not in _UNSAID):
        new = getattr(change.after, name)
        if change.before is None:
            lines += [f"{_NAMES.get(name, name)}: {_fact(name, new, among)}"] if new is not None else []
        elif getattr(change.before, name) != new:
            old = getattr(change.before, name)
            lines.append(f"{_NAMES.get(name, name)}: {_fact(name, old, among)} → {_fact(name, new, among)}")
    return [*lines, *_come_and_gone(change, among)]


def _fact(name: str, value: Any, among: Directory) -> str:
    return service_named(value, among) if name == "service_id" else _said(value)


def _come_and_gone(change: Change, among: Directory) -> list[str]:
    """Roles, terms, columns, questions and advice: those that go, then those that come."""
    before = _parts(change.before, among) if change.before else []
    after = _parts(change.after, among)
    gone = sorted(line for line in before if line not in after)
    return [f"no longer {line}" for line in gone] + [line for line in after if line not in before]


def _parts(entry: Entry, among: Directory) -> list[str]:
    match entry:
        case Person():
            periods: list[Period] = [*entry.roles, *entry.terms]
            return [_period(period, among) for period in periods]
        case Service():
            return [f"column {_COLUMNS[period.column]} {_days(period)}" for period in entry.columns]
        case Category():
            advice = [_advice(entry.stop_advice)] if entry.stop_advice else []
            return [*map(_question, entry.questions or ()), *advice]
        case _:
            return []


def _question(question: Question) -> str:
    must = "question that has to be answered" if question.required else "question"
    return f"{must}: {question.label}" + (f" ({question.help})" if question.help else "")


def _advice(advice: StopAdvice) -> str:
    return f"advice{' that stops the form' if advice.stops else ''}: {advice.text}"


def _period(period: Period, among: Directory) -> str:
    if isinstance(period, Term):
        what = f"member for {ward_named(period.ward_id, among)}"
    else:
        place = f" in {service_named(period.service_id, among)}" if period.service_id else ""
        what = period.role.replace("_", " ") + place
    return f"{what} {_days(period)}"


def _days(period: Dated) -> str:
    until = f" to {_said(period.ends)}" if period.ends else ""
    return f"from {_said(period.starts)}{until}"


def _said(value: Any) -> str:
    return "none" if value is None else value.isoformat() if isinstance(value, date) else str(value)
