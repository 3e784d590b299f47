"""What people keep to work with: views of lists that they saved, and templates of a service's replies."""

import sqlalchemy as sa

from services.chassis.database import Instant
from services.requests.tables.columns import Identifier, LookedUp, Word, metadata

# `filters` as they stand in the list's address, as JSON text.
saved_views = sa.Table(
    "saved_views",
    metadata,
    sa.Column("person_id", Identifier, primary_key=True),
    sa.Column("list_name", Word, primary_key=True),
    sa.Column("name", LookedUp(60), primary_key=True),
    sa.Column("filters", sa.Text, nullable=False),
)

# `state`: where it is offered; null, everywhere.
reply_templates = sa.Table(
    "reply_templates",
    metadata,
    sa.Column("id", Identifier, primary_key=True),
    sa.Column("service_id", Identifier, nullable=False, index=True),
    sa.Column("state", Word),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("written_by", Identifier, nullable=False),
    sa.Column("written_at", Instant, nullable=False),
)
