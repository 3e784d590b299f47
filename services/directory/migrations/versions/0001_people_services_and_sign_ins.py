"""The first tables: wards, services, categories, people, sign-ins, and the copy of requests."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant
from services.chassis.migrations_of_chassis import chassis_tables_0001, drop_chassis_tables_0001

revision = "0001"
down_revision = None

_Slug = sa.String(100)
_Name = sa.String(200)
_Identifier = sa.String(36)


def upgrade() -> None:
    """Make them."""
    chassis_tables_0001(op)
    _places()
    _categories()
    _people()
    _held()
    _sign_ins()
    _routed_requests()


def downgrade() -> None:
    """Remove them."""
    for name in (
        "settled_requests",
        "open_requests",
        "tokens",
        "sessions",
        "identities",
        "preferences",
        "ended_offices",
        "terms",
        "person_roles",
        "people",
        "outside_bodies",
        "categories",
        "service_columns",
        "services",
        "wards",
    ):
        op.drop_table(name)
    drop_chassis_tables_0001(op)


def _places() -> None:
    op.create_table(
        "wards",
        sa.Column("id", _Slug, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("area", _Name),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_wards"),
    )
    op.create_table(
        "services",
        sa.Column("id", _Slug, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_services"),
    )
    op.create_table(
        "service_columns",
        sa.Column("service_id", _Slug, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("column", sa.String(20), nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("service_id", "number", name="pk_service_columns"),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_service_columns_service_id_services"
        ),
    )


def _categories() -> None:
    op.create_table(
        "categories",
        sa.Column("id", _Slug, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("service_id", _Slug, nullable=False),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("stop_advice", sa.Text),
        sa.Column("stops", sa.Boolean, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_categories"),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name="fk_categories_service_id_services"),
    )
    op.create_table(
        "outside_bodies",
        sa.Column("id", _Slug, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("contact", sa.String(500), nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_outside_bodies"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", _Identifier, nullable=False),
        sa.Column("name", _Name, nullable=False),
        sa.Column("name_key", sa.String(400), nullable=False),
        sa.Column("email", sa.String(254)),
        sa.Column("email_key", sa.String(254)),
        sa.Column("account", _Slug),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("email_key", name="uq_people_email_key"),
        sa.UniqueConstraint("account", name="uq_people_account"),
    )
    op.create_index("ix_people_name_key", "people", ["name_key", "id"])
    op.create_table(
        "ended_offices",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("ended_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "ended_on", name="pk_ended_offices"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_ended_offices_person_id_people"),
    )
    op.create_table(
        "preferences",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("sharing", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_preferences"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_preferences_person_id_people"),
    )


def _held() -> None:
    op.create_table(
        "person_roles",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("role", sa.String(50), nullable=False),
        sa.Column("service_id", _Slug),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_person_roles"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_person_roles_person_id_people"),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name="fk_person_roles_service_id_services"),
    )
    op.create_table(
        "terms",
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("ward_id", _Slug, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.PrimaryKeyConstraint("person_id", "number", name="pk_terms"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_terms_person_id_people"),
        sa.ForeignKeyConstraint(["ward_id"], ["wards.id"], name="fk_terms_ward_id_wards"),
    )


def _sign_ins() -> None:
    op.create_table(
        "identities",
        sa.Column("provider", sa.String(50), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("linked", Instant, nullable=False),
        sa.PrimaryKeyConstraint("provider", "subject", name="pk_identities"),
        sa.UniqueConstraint("person_id", "provider", name="uq_identities_person_id_provider"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_identities_person_id_people"),
    )
    op.create_table(
        "sessions",
        sa.Column("id_hash", sa.String(64), nullable=False),
        sa.Column("handle", _Identifier, nullable=False),
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("provider", sa.String(50), nullable=False),
        sa.Column("user_agent", sa.String(300), nullable=False),
        sa.Column("started", Instant, nullable=False),
        sa.Column("last_seen", Instant, nullable=False),
        sa.Column("ended", Instant),
        sa.PrimaryKeyConstraint("id_hash", name="pk_sessions"),
        sa.UniqueConstraint("handle", name="uq_sessions_handle"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id_people"),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_table(
        "tokens",
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("handle", _Identifier, nullable=False),
        sa.Column("person_id", _Identifier, nullable=False),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("scopes", sa.String(200), nullable=False),
        sa.Column("created", Instant, nullable=False),
        sa.Column("expires", Instant, nullable=False),
        sa.Column("revoked", Instant),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_tokens"),
        sa.UniqueConstraint("handle", name="uq_tokens_handle"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_tokens_person_id_people"),
    )
    op.create_index("ix_tokens_person_id", "tokens", ["person_id"])


def _routed_requests() -> None:
    for name, *more in (
        ("open_requests",),
        ("settled_requests", sa.Column("settled", Instant, nullable=False)),
    ):
        op.create_table(
            name,
            sa.Column("request_id", _Identifier, nullable=False),
            sa.Column("service_id", _Slug, nullable=False),
            sa.Column("category_id", _Slug, nullable=False),
            sa.Column("member_id", _Identifier, nullable=False),
            sa.Column("ward_id", _Slug, nullable=False),
            *more,
            sa.PrimaryKeyConstraint("request_id", name=f"pk_{name}"),
        )
    for column in ("service_id", "category_id", "member_id", "ward_id"):
        op.create_index(f"ix_open_requests_{column}", "open_requests", [column])
    op.create_index("ix_settled_requests_settled", "settled_requests", ["settled"])
