"""What people typed, apart from events so that it can be erased: texts, constituents, drafts, diaries."""

import sqlalchemy as sa

from services.chassis.database import Instant
from services.requests.tables.columns import Identifier, LookedUp, Word, metadata

request_texts = sa.Table(
    "request_texts",
    metadata,
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), primary_key=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("what_happened", sa.Text, nullable=False),
    sa.Column("ask", sa.Text, nullable=False),
    sa.Column("earlier_case", sa.Text, nullable=False),
    sa.Column("job_number", sa.Text, nullable=False),
)

# The words that belong to one event: `field` is one of domain/texts.MessageText.
messages = sa.Table(
    "messages",
    metadata,
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("field", Word, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
)

# What the category asked when the request was raised, as it was worded then.
answers = sa.Table(
    "answers",
    metadata,
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
)

# Somebody for whom a member asks. Only their member finds them; the row goes when the agreement is withdrawn.
constituents = sa.Table(
    "constituents",
    metadata,
    sa.Column("id", Identifier, primary_key=True),
    sa.Column("owner_id", Identifier, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("contact", sa.Text, nullable=False),
    sa.Column("agreed_to", sa.Text, nullable=False),
    sa.Column("agreed_how", sa.Text, nullable=False),
    sa.Column("agreed_on", sa.Date, nullable=False),
    sa.Column("service_may_see", sa.Boolean, nullable=False),
)

constituents_of_requests = sa.Table(
    "constituents_of_requests",
    metadata,
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), primary_key=True),
    sa.Column("constituent_id", Identifier, sa.ForeignKey("constituents.id"), nullable=False, index=True),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("form", LookedUp(120), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("saved_at", Instant, nullable=False, index=True),
)

# The council's own list of words that may tell of health, belief and the like: one row at most.
screening_words = sa.Table(
    "screening_words",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("written_by", Identifier, nullable=False),
    sa.Column("written_at", Instant, nullable=False),
)

# How a member writes to constituents: words with {placeholders}. No letter is ever stored.
letter_templates = sa.Table(
    "letter_templates",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("written_at", Instant, nullable=False),
)

# A member's private notes and reminders.
diary_entries = sa.Table(
    "diary_entries",
    metadata,
    sa.Column("id", Identifier, primary_key=True),
    sa.Column("owner_id", Identifier, nullable=False),
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id")),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("remind_on", sa.Date),
    sa.Column("written_at", Instant, nullable=False),
    sa.Index("ix_diary_entries_owner_id", "owner_id", "remind_on", "written_at"),
)
