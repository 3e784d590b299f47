"""Surveys with their words and replies, and the copies of requests and the directory."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.chassis.migrations_of_chassis import chassis_tables_0001, drop_chassis_tables_0001

revision = "0001"
down_revision = None

_Identifier = sa.String(100)
_Word = sa.String(40)
_Name = sa.String(200)


def upgrade() -> None:
    """Make them."""
    chassis_tables_0001(op)
    _requests()
    _surveys()
    _words()
    _directory()


def downgrade() -> None:
    """Remove them."""
    for name in (
        *("services", "terms", "person_roles", "people"),
        *("held_answers", "survey_reply_texts", "survey_replies", "survey_comments", "surveys"),
        *("closings", "requests"),
    ):
        op.drop_table(name)
    drop_chassis_tables_0001(op)


def _identifier(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, _Identifier, nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, autoincrement=False, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _requests() -> None:
    op.create_table(
        "requests",
        _identifier("request_id"),
        sa.Column("reference", _Name, nullable=False),
        _identifier("member_id"),
        _identifier("service_id"),
        _key("requests", "request_id"),
    )
    op.create_table(
        "closings",
        *(_identifier("request_id"), _number("closing")),
        *(_identifier("member_id"), _identifier("service_id")),
        sa.Column("closed_at", Instant, nullable=False),
        _key("closings", "request_id", "closing"),
    )
    op.create_index("ix_closings_member_id", "closings", ["member_id", "closed_at"])


def _surveys() -> None:
    op.create_table(
        "surveys",
        *(_identifier("request_id"), _number("closing")),
        *(_identifier("member_id"), _identifier("service_id")),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("speed", _Word),
        sa.Column("quality", _Word),
        sa.Column("may_quote", sa.Boolean, nullable=False),
        sa.Column("answered_at", Instant, nullable=False),
        _key("surveys", "request_id", "closing"),
    )
    op.create_table(
        "survey_replies",
        *(_identifier("request_id"), _number("closing"), _number("reply")),
        _identifier("person_id"),
        sa.Column("role", _Word, nullable=False),
        sa.Column("time", Instant, nullable=False),
        _key("survey_replies", "request_id", "closing", "reply"),
    )


def _words() -> None:
    op.create_table(
        "survey_comments",
        *(_identifier("request_id"), _number("closing")),
        sa.Column("comment", sa.Text, nullable=False),
        _key("survey_comments", "request_id", "closing"),
    )
    op.create_table(
        "survey_reply_texts",
        *(_identifier("request_id"), _number("closing"), _number("reply")),
        sa.Column("message", sa.Text, nullable=False),
        _key("survey_reply_texts", "request_id", "closing", "reply"),
    )
    op.create_table(
        "held_answers",
        *(_identifier("request_id"), _number("closing"), _identifier("person_id")),
        sa.Column("speed", _Word),
        sa.Column("quality", _Word),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("may_quote", sa.Boolean, nullable=False),
        sa.Column("answered_at", Instant, nullable=False),
        _identifier("correlation_id"),
        _key("held_answers", "request_id", "closing", "person_id"),
    )


def _directory() -> None:
    op.create_table(
        "people",
        _identifier("person_id"),
        sa.Column("name", _Name, nullable=False),
        _key("people", "person_id"),
    )
    op.create_table(
        "person_roles",
        *(_identifier("person_id"), _number("number")),
        sa.Column("role", _Word, nullable=False),
        _identifier("service_id", nullable=True),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        _key("person_roles", "person_id", "number"),
    )
    op.create_table(
        "terms",
        *(_identifier("person_id"), _number("number"), _identifier("ward_id")),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        _key("terms", "person_id", "number"),
    )
    op.create_table(
        "services",
        _identifier("service_id"),
        sa.Column("name", _Name, nullable=False),
        _key("services", "service_id"),
    )
