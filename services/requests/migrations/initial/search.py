"""The index by which requests are found: GIN on PostgreSQL, FTS5 on SQLite."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from services.requests.migrations.initial.columns import identifier, key, of_a_request, text, yes_or_no

TABLE = "search_documents"

# detail=none: which documents have a word, not where in them. The words come made up, so any tokenizer does.
_FTS5 = """
CREATE VIRTUAL TABLE search_index USING fts5(
    lexemes, content='search_documents', content_rowid='number', detail=none, columnsize=0, tokenize='ascii'
)
"""
_ADD = "INSERT INTO search_index(rowid, lexemes) VALUES (new.number, new.lexemes);"
_REMOVE = "INSERT INTO search_index(search_index, rowid, lexemes) VALUES ('delete', old.number, old.lexemes);"
_FOLLOWING = {"INSERT": _ADD, "DELETE": _REMOVE, "UPDATE OF lexemes": f"{_REMOVE} {_ADD}"}


def create() -> None:
    """Make it."""
    op.create_table(
        TABLE,
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        *map(identifier, ("request_id", "ward_id")),
        text("scopes"),
        sa.Column("lexemes", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        key(TABLE, "number"),
        of_a_request(TABLE),
        sa.UniqueConstraint("request_id", name=f"uq_{TABLE}_request_id"),
    )
    erasures = "search_erasures"
    op.create_table(erasures, identifier("request_id"), yes_or_no("under_way"), key(erasures, "request_id"))
    if _on_sqlite():
        op.execute(_FTS5)
        for number, (what, follows) in enumerate(_FOLLOWING.items()):
            op.execute(
                f"CREATE TRIGGER search_index_follows_{number} AFTER {what} ON search_documents "
                f"BEGIN {follows} END"
            )
    else:
        op.create_index(
            f"ix_{TABLE}_lexemes",
            TABLE,
            ["lexemes"],
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )


def drop() -> None:
    """Undo it."""
    if _on_sqlite():
        op.execute("DROP TABLE search_index")
    op.drop_table("search_erasures")
    op.drop_table(TABLE)


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
