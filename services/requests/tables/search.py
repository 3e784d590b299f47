"""The index by which requests are found: one document for each, of words that say who may find it by them.

On SQLite the virtual table `search_index` (FTS5, of the migration) follows it by triggers.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from services.requests.tables.columns import Identifier, Plain, metadata

# `number`: the place in time, the latest smallest. `scopes`: who may know of it (domain/search/scopes.py).
search_documents = sa.Table(
    "search_documents",
    metadata,
    sa.Column(
        "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False
    ),
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), nullable=False, unique=True),
    sa.Column("ward_id", Identifier, nullable=False),
    sa.Column("scopes", Plain, nullable=False),
    sa.Column("lexemes", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
    # Nothing waits to be merged: every search would read it, and the planner would rather read the table.
    sa.Index(
        "ix_search_documents_lexemes",
        "lexemes",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    ).ddl_if(dialect="postgresql"),
)

# Requests of which SQLite's index still holds erased words; `under_way`: it is being written anew.
search_erasures = sa.Table(
    "search_erasures",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("under_way", sa.Boolean, nullable=False),
)
