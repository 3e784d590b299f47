"""Who read beyond their own work."""

import sqlalchemy as sa

from services.chassis.database import Instant
from services.requests.tables.columns import Identifier, Word, metadata

# One row for a person, a day and what they read: reading again moves `last_at`. `subject_id`: the request's,
# or that of the member whose casework file it was; empty where many requests were found.
audit_trail = sa.Table(
    "audit_trail",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("subject_id", Identifier, primary_key=True),
    sa.Column("what", Word, primary_key=True),
    sa.Column("on", sa.Date, primary_key=True),
    sa.Column("id", Identifier, nullable=False),
    sa.Column("role", Word, nullable=False),
    sa.Column("first_at", Instant, nullable=False),
    sa.Column("last_at", Instant, nullable=False),
    sa.Index("ix_audit_trail_first_at", "first_at", "id"),
    sa.Index("ix_audit_trail_person", "person_id", "first_at", "id"),
    sa.Index("ix_audit_trail_subject", "subject_id", "first_at", "id"),
)
