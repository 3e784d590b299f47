"""What feedback keeps: what people say, their words in tables of their own, and copies of what it follows."""

import sqlalchemy as sa

from services.chassis.database import Instant, new_metadata
from services.chassis.tables import add_chassis_tables

metadata = new_metadata()

Identifier = sa.String(100)
Word = sa.String(40)
Name = sa.String(200)


def _closing_key() -> tuple[sa.Column[str], sa.Column[int]]:
    """Which closing of which request."""
    return (
        sa.Column("request_id", Identifier, primary_key=True),
        sa.Column("closing", sa.Integer, primary_key=True, autoincrement=False),
    )


# The copy of requests: whose each one is, and which service has it.
requests = sa.Table(
    "requests",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("reference", Name, nullable=False),
    sa.Column("member_id", Identifier, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
)

# Each closing, with whose the request was then and which service had it.
closings = sa.Table(
    "closings",
    metadata,
    *_closing_key(),
    sa.Column("member_id", Identifier, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
    sa.Column("closed_at", Instant, nullable=False),
    sa.Index("ix_closings_member_id", "member_id", "closed_at"),
)

# The answers as they are now. What members wrote is in a table of its own, so that it can go by itself.
surveys = sa.Table(
    "surveys",
    metadata,
    *_closing_key(),
    sa.Column("member_id", Identifier, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("speed", Word),
    sa.Column("quality", Word),
    sa.Column("may_quote", sa.Boolean, nullable=False),
    sa.Column("answered_at", Instant, nullable=False),
    sa.Index("ix_surveys_answered_at", "answered_at", "request_id", "closing"),
)

survey_comments = sa.Table(
    "survey_comments", metadata, *_closing_key(), sa.Column("comment", sa.Text, nullable=False)
)

survey_replies = sa.Table(
    "survey_replies",
    metadata,
    *_closing_key(),
    sa.Column("reply", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("person_id", Identifier, nullable=False),
    sa.Column("role", Word, nullable=False),
    sa.Column("time", Instant, nullable=False),
)

survey_reply_texts = sa.Table(
    "survey_reply_texts",
    metadata,
    *_closing_key(),
    sa.Column("reply", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("message", sa.Text, nullable=False),
)

# Answers about closings that have not been heard of: whose they are shows when they have.
held_answers = sa.Table(
    "held_answers",
    metadata,
    *_closing_key(),
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("speed", Word),
    sa.Column("quality", Word),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("may_quote", sa.Boolean, nullable=False),
    sa.Column("answered_at", Instant, nullable=False),
    sa.Column("correlation_id", Identifier, nullable=False),
)

# Responses in full, with the service that gave each.
responses = sa.Table(
    "responses",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("response", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("service_id", Identifier, nullable=False),
    sa.Column("given_at", Instant, nullable=False),
)

# A service's own view of its responses.
quality_checks = sa.Table(
    "quality_checks",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("response", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("score", Word, nullable=False),
    sa.Column("person_id", Identifier, nullable=False),
    sa.Column("checked_at", Instant, nullable=False),
)

quality_check_notes = sa.Table(
    "quality_check_notes",
    metadata,
    sa.Column("request_id", Identifier, primary_key=True),
    sa.Column("response", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("note", sa.Text, nullable=False),
)

# The sounding board.
suggestions = sa.Table(
    "suggestions",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("person_id", Identifier, nullable=False),
    sa.Column("page", sa.String(300), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("state", Word, nullable=False),
    sa.Column("supports", sa.Integer, nullable=False),
    sa.Column("answered_at", Instant),
    sa.Column("done_at", Instant),
    sa.Index("ix_suggestions_state", "state", "id"),
)

suggestion_texts = sa.Table(
    "suggestion_texts",
    metadata,
    sa.Column("suggestion_id", sa.String(36), primary_key=True),
    sa.Column("suggestion", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
)

suggestion_supports = sa.Table(
    "suggestion_supports",
    metadata,
    sa.Column("suggestion_id", sa.String(36), primary_key=True),
    sa.Column("person_id", Identifier, primary_key=True),
)

improvements = sa.Table(
    "improvements",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("owner_id", Identifier, nullable=False),
    sa.Column("service_id", Identifier),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("state", Word, nullable=False),
    sa.Column("done_on", sa.Date),
    sa.Column("source", Word, nullable=False),
    sa.Column("source_id", sa.String(300)),
    sa.Column("recorded_by", Identifier, nullable=False),
    sa.Column("recorded_on", sa.Date, nullable=False),
    sa.Index("ix_improvements_state", "state", "id"),
)

improvement_texts = sa.Table(
    "improvement_texts",
    metadata,
    sa.Column("improvement_id", sa.String(36), primary_key=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)

# The copy of the directory, as its events last told it.
people = sa.Table(
    "people",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
)

person_roles = sa.Table(
    "person_roles",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("role", Word, nullable=False),
    sa.Column("service_id", Identifier),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
)

terms = sa.Table(
    "terms",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("ward_id", Identifier, nullable=False),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
)

services = sa.Table(
    "services",
    metadata,
    sa.Column("service_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
)

COPIES = (requests, closings, responses, people, person_roles, terms, services)

add_chassis_tables(metadata)
