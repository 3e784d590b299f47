"""What requests keeps: requests and their words, drafts, and its own copy of the directory."""

import sqlalchemy as sa

from services.chassis.database import Instant, new_metadata
from services.chassis.tables import add_chassis_tables

metadata = new_metadata()


class LookedUp(sa.TypeDecorator[str]):
    """Text that callers look something up by: what no database can hold is no error, it is never found."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """NUL and lone surrogates become the replacement character."""
        if value is None or value.isprintable():
            return value
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


Identifier = LookedUp(100)
Word = sa.String(40)
Reference = sa.String(30)
ExternalReference = LookedUp(100)
Name = sa.String(200)

# One row per request, folded from its events, so that lists need no events. `news_for_…` is the sequence of
# the last event that the other side caused; `imported_…` finds the event that holds an imported history.
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
    sa.Column("kind", Word, nullable=False),
    sa.Column("channel", Word, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
    sa.Column("category_id", Identifier, nullable=False),
    sa.Column("ward_id", Identifier, nullable=False),
    sa.Column("state", Word, nullable=False),
    sa.Column("priority", Word, nullable=False),
    sa.Column("raised_at", Instant, nullable=False),
    sa.Column("last_activity_at", Instant, nullable=False),
    sa.Column("first_answer_at", Instant),
    sa.Column("responded_at", Instant),
    sa.Column("closed_at", Instant),
    sa.Column("next_update_on", sa.Date),
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
)

assignments = sa.Table(
    "assignments",
    metadata,
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), primary_key=True),
    sa.Column("person_id", Identifier, primary_key=True),
)

request_texts = sa.Table(
    "request_texts",
    metadata,
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), primary_key=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("what_happened", sa.Text, nullable=False),
    sa.Column("ask", sa.Text, nullable=False),
    sa.Column("earlier_case", sa.Text, nullable=False),
)

# The words that belong to one event: `field` is message, next_step, limitation or outside_body.
messages = sa.Table(
    "messages",
    metadata,
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("field", Word, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
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
    sa.Column("request_id", Identifier, sa.ForeignKey("requests.id"), primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("form", LookedUp(120), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("saved_at", Instant, nullable=False),
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
    sa.Index(None, "service_id", "role"),
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

wards = sa.Table(
    "wards",
    metadata,
    sa.Column("ward_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
)

services = sa.Table(
    "services",
    metadata,
    sa.Column("service_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
)

categories = sa.Table(
    "categories",
    metadata,
    sa.Column("category_id", Identifier, primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("service_id", Identifier, nullable=False),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
)

DIRECTORY_COPY = (people, person_roles, terms, wards, services, categories)

add_chassis_tables(metadata)
