"""Requests as rows that lists read, and what belongs to them: people, services, files, other requests."""

from datetime import date

import sqlalchemy as sa

from services.chassis.database import Instant
from services.requests.tables.columns import ExternalReference, Identifier, Reference, Word, metadata

# One row per request, folded from its events, so that lists need no events. `news_for_…` is the sequence of
# the last event that the other side caused; `imported_…` finds the event that holds an imported history.
# `holder_id` is the head or director with whom it stands while escalated. From what sla says come
# `next_due_on`, the earliest date of a running clock (`NO_DATE`: none), and `dates_told`: how often a date
# moved or went by without an event of the request. `reminded`: how many working days after the answer in full
# the member was last reminded of it (0: never).
NO_DATE = date.max

requests = sa.Table(
    "requests",
    metadata,
    sa.Column("id", Identifier, primary_key=True),
    sa.Column("reference", Reference, nullable=False),
    sa.Column("casebook", sa.String(60)),
    sa.Column("external_reference", ExternalReference),
    sa.Column("fingerprint", sa.String(64)),
    sa.Column("imported_event_id", sa.String(36)),
    sa.Column("imported_index", sa.Integer),
    sa.Column("member_id", Identifier, nullable=False),
    sa.Column("made_by", Identifier, nullable=False),
    sa.Column("kind", Word, nullable=False),
    sa.Column("channel", Word, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
    sa.Column("category_id", Identifier, nullable=False),
    sa.Column("ward_id", Identifier, nullable=False),
    sa.Column("state", Word, nullable=False),
    sa.Column("priority", Word, nullable=False),
    sa.Column("sharing", Word, nullable=False),
    sa.Column("outcome", Word),
    sa.Column("urgency", Word),
    sa.Column("escalation_level", sa.Integer),
    sa.Column("holder_id", Identifier),
    sa.Column("stood_with_director", sa.Boolean, nullable=False),
    sa.Column("merged_into", Identifier),
    sa.Column("frozen", sa.Boolean, nullable=False),
    sa.Column("held", sa.Boolean, nullable=False),
    sa.Column("raised_at", Instant, nullable=False),
    sa.Column("last_activity_at", Instant, nullable=False),
    sa.Column("first_answer_at", Instant),
    sa.Column("responded_at", Instant),
    sa.Column("reminded", sa.Integer, nullable=False, server_default="0"),
    sa.Column("closed_at", Instant),
    sa.Column("next_update_on", sa.Date),
    sa.Column("work_on", sa.Date),
    sa.Column("proposed_on", sa.Date),
    sa.Column("proposed_by", Word),
    sa.Column("next_due_on", sa.Date, nullable=False, server_default=NO_DATE.isoformat()),
    sa.Column("dates_told", sa.Integer, nullable=False, server_default="0"),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("news_for_member", sa.Integer, nullable=False),
    sa.Column("news_for_service", sa.Integer, nullable=False),
    sa.UniqueConstraint("reference"),
    sa.UniqueConstraint("external_reference", "casebook"),
    # Lists read each state's end of these, so what is finished costs nothing; the last columns filter.
    sa.Index(
        "ix_requests_portfolio", "member_id", "state", "last_activity_at", "id", "ward_id", "category_id"
    ),
    sa.Index("ix_requests_worklist", "service_id", "state", "raised_at", "id", "ward_id", "category_id"),
    sa.Index(
        "ix_requests_portfolio_due", "member_id", "state", "next_due_on", "id", "ward_id", "category_id"
    ),
    sa.Index(
        "ix_requests_worklist_due", "service_id", "state", "next_due_on", "id", "ward_id", "category_id"
    ),
    sa.Index("ix_requests_holder", "holder_id", "state", "raised_at", "id"),
    sa.Index("ix_requests_shared", "ward_id", "sharing", "raised_at", "id"),
    sa.Index("ix_requests_answered", "state", "responded_at", "id"),
)


def _of_a_request() -> sa.Column[str]:
    return sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), primary_key=True)


assignments = sa.Table(
    "assignments", metadata, _of_a_request(), sa.Column("person_id", Identifier, primary_key=True)
)

# Services that had it before a transfer: they see its reference and state only.
former_services = sa.Table(
    "former_services", metadata, _of_a_request(), sa.Column("service_id", Identifier, primary_key=True)
)

contributors = sa.Table(
    "contributors",
    metadata,
    _of_a_request(),
    sa.Column("service_id", Identifier, primary_key=True, index=True),
)

# Other members: `asked` to join, or `joined`. `merged_id`: asked because that request of theirs went into it.
joinings = sa.Table(
    "joinings",
    metadata,
    _of_a_request(),
    sa.Column("member_id", Identifier, primary_key=True),
    sa.Column("standing", Word, nullable=False),
    sa.Column("merged_id", Identifier),
    sa.Index("ix_joinings_member_id", "member_id", "standing", "request_id"),
)

# A row in each direction.
links = sa.Table("links", metadata, _of_a_request(), sa.Column("other_id", Identifier, primary_key=True))

# The file itself is kept under its content's SHA-256; its name is among the words of the event `sequence`.
attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("id", Identifier, primary_key=True),
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), nullable=False, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("content_hash", sa.String(64), nullable=False),
    sa.Column("added_by", Identifier, nullable=False),
    sa.Column("added_at", Instant, nullable=False),
    sa.Index("ix_attachments_content_hash", "content_hash"),
    sa.Index("ix_attachments_added_by", "added_by", "added_at"),
)

reference_numbers = sa.Table(
    "reference_numbers",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last_number", sa.Integer, nullable=False),
)

last_seen = sa.Table(
    "last_seen",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    _of_a_request(),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("dates_told", sa.Integer, nullable=False, server_default="0"),
)

# Of the ended offices of the directory's copy: those whose open requests are all frozen.
frozen_offices = sa.Table(
    "frozen_offices",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("ended_at", Instant, primary_key=True),
)
