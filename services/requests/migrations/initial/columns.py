"""The kinds of columns in the first revision."""

from typing import Any

import sqlalchemy as sa

IDENTIFIER = sa.String(100)
WORD = sa.String(40)
NAME = sa.String(200)


def identifier(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A column that holds an id."""
    return sa.Column(name, IDENTIFIER, nullable=nullable)


def word(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A column that holds a word of a closed list."""
    return sa.Column(name, WORD, nullable=nullable)


def text(name: str) -> sa.Column[Any]:
    """A column that holds what somebody typed."""
    return sa.Column(name, sa.Text, nullable=False)


def number(name: str) -> sa.Column[Any]:
    """A column of integers that are given, never counted up by the database."""
    return sa.Column(name, sa.Integer, autoincrement=False, nullable=False)


def yes_or_no(name: str) -> sa.Column[Any]:
    """A column that says whether."""
    return sa.Column(name, sa.Boolean, nullable=False)


def days() -> tuple[sa.Column[Any], sa.Column[Any]]:
    """The first day, and the last (null: open)."""
    return sa.Column("starts", sa.Date, nullable=False), sa.Column("ends", sa.Date)


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """The table's primary key."""
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def of_a_request(table: str) -> sa.ForeignKeyConstraint:
    """The `request_id` is that of a request."""
    return sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=f"fk_{table}_request_id_requests")
