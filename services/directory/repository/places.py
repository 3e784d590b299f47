"""Reads and writes wards, services, categories and outside bodies."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis.storing import upsert
from services.directory import tables
from services.directory.domain.entries import (
    Category,
    ColumnPeriod,
    Entry,
    OutsideBody,
    Question,
    Service,
    StopAdvice,
    Ward,
)


def read_wards(session: Session) -> dict[str, Ward]:
    """Every ward as it stands now, by id."""
    return {row["id"]: Ward(**row) for row in all_of(session, tables.wards)}


def read_services(session: Session) -> dict[str, Service]:
    """Every service as it stands now, by id, with all of its columns; in two queries."""
    columns: dict[str, list[ColumnPeriod]] = defaultdict(list)
    known = tables.service_columns
    for row in session.execute(sa.select(known).order_by(known.c.service_id, known.c.number)).mappings():
        period = ColumnPeriod(column=row["column"], starts=row["starts"], ends=row["ends"])
        columns[row["service_id"]].append(period)
    return {
        row["id"]: Service(**row, columns=tuple(columns[row["id"]]))
        for row in all_of(session, tables.services)
    }


def read_categories(session: Session) -> dict[str, Category]:
    """Every category as it stands now, by id."""
    return {row["id"]: _category(row) for row in all_of(session, tables.categories)}


def read_outside_bodies(session: Session) -> dict[str, OutsideBody]:
    """Every outside body as it stands now, by id."""
    return {row["id"]: OutsideBody(**row) for row in all_of(session, tables.outside_bodies)}


def all_of(session: Session, table: sa.Table) -> Iterable[sa.RowMapping]:
    """Every row, by id."""
    return session.execute(sa.select(table).order_by(table.c.id)).mappings()


def _category(row: sa.RowMapping) -> Category:
    advice = row["stop_advice"]
    return Category(
        id=row["id"],
        name=row["name"],
        service_id=row["service_id"],
        questions=tuple(Question(**question) for question in json.loads(row["questions"])),
        stop_advice=None if advice is None else StopAdvice(text=advice, stops=row["stops"]),
        starts=row["starts"],
        ends=row["ends"],
    )


def record_places(session: Session, entries: Sequence[Entry]) -> None:
    """Write them as they stand now, set-wise; the columns of a service are replaced."""
    services = [entry for entry in entries if isinstance(entry, Service)]
    upsert(session, tables.wards, [asdict(entry) for entry in entries if isinstance(entry, Ward)])
    upsert(session, tables.services, [_service_row(service) for service in services])
    _replace_columns(session, services)
    categories = [_category_row(entry) for entry in entries if isinstance(entry, Category)]
    upsert(session, tables.categories, categories)
    bodies = [asdict(entry) for entry in entries if isinstance(entry, OutsideBody)]
    upsert(session, tables.outside_bodies, bodies)


def _service_row(service: Service) -> dict[str, Any]:
    return {"id": service.id, "name": service.name, "starts": service.starts, "ends": service.ends}


def _replace_columns(session: Session, services: Sequence[Service]) -> None:
    if not services:
        return
    ids = [service.id for service in services]
    session.execute(sa.delete(tables.service_columns).where(tables.service_columns.c.service_id.in_(ids)))
    rows = [
        {"service_id": service.id, "number": number, **asdict(period)}
        for service in services
        for number, period in enumerate(service.columns)
    ]
    session.execute(sa.insert(tables.service_columns), rows)


def _category_row(category: Category) -> dict[str, Any]:
    advice = category.stop_advice
    questions = [asdict(question) for question in category.questions or ()]
    return {
        "id": category.id,
        "name": category.name,
        "service_id": category.service_id,
        "questions": json.dumps(questions, ensure_ascii=False),
        "stop_advice": advice.text if advice else None,
        "stops": bool(advice and advice.stops),
        "starts": category.starts,
        "ends": category.ends,
    }
