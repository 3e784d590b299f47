"""The calendar with Scotland's bank holidays, standards, histories, clocks, and the copy of the directory."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.chassis.migrations_of_chassis import chassis_tables_0001, drop_chassis_tables_0001

revision = "0001"
down_revision = None

_Identifier = sa.String(100)
_Word = sa.String(40)
_Name = sa.String(200)
_BANK_HOLIDAYS = Path(__file__).parents[1] / "scotland_2014_2030.csv"


def upgrade() -> None:
    """Make them, and store the first version of the calendar."""
    chassis_tables_0001(op)
    _calendar()
    _standards()
    _requests()
    _clocks()
    _people()
    _council()
    _first_version()


def downgrade() -> None:
    """Remove them."""
    for name in (
        "categories",
        "services",
        "terms",
        "person_roles",
        "people",
        "tellings",
        "clocks",
        "imports_to_work_out",
        "to_work_out",
        "histories",
        "standards",
        "calendar_changes",
        "calendar_versions",
        "bank_holidays",
    ):
        op.drop_table(name)
    drop_chassis_tables_0001(op)


def _calendar() -> None:
    op.create_table(
        "bank_holidays",
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.PrimaryKeyConstraint("date", name="pk_bank_holidays"),
    )
    op.create_table(
        "calendar_versions",
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("actor_id", _Identifier, nullable=False),
        sa.Column("actor_role", _Word, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_calendar_versions"),
    )
    op.create_table(
        "calendar_changes",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("kind", _Word, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("reason", _Name, nullable=False),
        sa.PrimaryKeyConstraint("version", "date", "kind", name="pk_calendar_changes"),
        sa.ForeignKeyConstraint(
            ["version"], ["calendar_versions.version"], name="fk_calendar_changes_version_calendar_versions"
        ),
    )


def _standards() -> None:
    op.create_table(
        "standards",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("clock", _Word, nullable=False),
        sa.Column("working_days", sa.Integer, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("service_id", _Identifier),
        sa.Column("category_id", _Identifier),
        sa.Column("priority", _Word),
        sa.Column("cut_off", sa.Time),
        sa.Column("recorded", Instant, nullable=False),
        sa.Column("actor_id", _Identifier, nullable=False),
        sa.Column("actor_role", _Word, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_standards"),
    )


def _requests() -> None:
    op.create_table(
        "histories",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("history", sa.Text, nullable=False),
        sa.Column("imported", sa.Integer),
        sa.Column("quiet_until", Instant),
        sa.PrimaryKeyConstraint("request_id", name="pk_histories"),
    )
    op.create_table(
        "to_work_out",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.PrimaryKeyConstraint("request_id", name="pk_to_work_out"),
    )
    op.create_table(
        "imports_to_work_out",
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("casebook", _Identifier, nullable=False),
        sa.Column("request_ids", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_imports_to_work_out"),
    )


def _clocks() -> None:
    op.create_table(
        "clocks",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("clock", _Word, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("steps", sa.Integer, nullable=False),
        sa.Column("state", _Word, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("day_0", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("next_telling_at", Instant),
        sa.PrimaryKeyConstraint("request_id", "clock", "number", name="pk_clocks"),
    )
    something_to_tell = sa.text("next_telling_at IS NOT NULL")
    op.create_index(
        "ix_clocks_next_telling_at",
        "clocks",
        ["next_telling_at"],
        sqlite_where=something_to_tell,
        postgresql_where=something_to_tell,
    )
    op.create_index("ix_clocks_state", "clocks", ["state", "request_id"])
    op.create_table(
        "tellings",
        sa.Column("request_id", _Identifier, nullable=False),
        sa.Column("clock", _Word, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("told", _Word, nullable=False),
        sa.Column("time", Instant, nullable=False),
        sa.PrimaryKeyConstraint("request_id", "clock", "number", "due_on", "told", name="pk_tellings"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_people"),
    )
    op.create_table(
        "person_roles",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("role", _Word, nullable=False),
        sa.Column("service_id", _Identifier),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_person_roles"),
    )
    op.create_table(
        "terms",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("ward_id", _Identifier, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_terms"),
    )


def _council() -> None:
    op.create_table(
        "services",
        sa.Column("service_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.PrimaryKeyConstraint("service_id", name="pk_services"),
    )
    op.create_table(
        "categories",
        sa.Column("category_id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("service_id", _Identifier, nullable=False),
        sa.PrimaryKeyConstraint("category_id", name="pk_categories"),
    )


def _first_version() -> None:
    holidays = sa.table("bank_holidays", sa.column("date", sa.Date), sa.column("name", _Name))
    with _BANK_HOLIDAYS.open(newline="") as lines:
        rows = [
            {"date": date.fromisoformat(row["date"]), "name": row["name"]} for row in csv.DictReader(lines)
        ]
    op.bulk_insert(holidays, rows)
    versions = sa.table(
        "calendar_versions",
        sa.column("version", sa.Integer),
        sa.column("since", Instant),
        sa.column("actor_id", _Identifier),
        sa.column("actor_role", _Word),
    )
    first = {"version": 1, "since": datetime.now(UTC), "actor_id": "sla", "actor_role": "sla"}
    op.bulk_insert(versions, [first])
