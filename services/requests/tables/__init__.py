"""What requests keeps: requests and their words, what people keep, and its own copies of other services."""

from services.chassis.tables import add_chassis_tables
from services.requests.tables.audit import audit_trail
from services.requests.tables.casework import (
    NO_DATE,
    assignments,
    attachments,
    contributors,
    former_services,
    frozen_offices,
    joinings,
    last_seen,
    links,
    reference_numbers,
    requests,
)
from services.requests.tables.columns import metadata
from services.requests.tables.council import (
    categories,
    ended_offices,
    outside_bodies,
    people,
    person_roles,
    preferences,
    services,
    terms,
    wards,
)
from services.requests.tables.search import search_documents, search_erasures
from services.requests.tables.service_levels import calendar_changes, calendars, clocks, date_news
from services.requests.tables.words import (
    answers,
    constituents,
    constituents_of_requests,
    diary_entries,
    drafts,
    letter_templates,
    messages,
    request_texts,
    screening_words,
)
from services.requests.tables.working import reply_templates, saved_views

__all__ = [
    "DIRECTORY_COPY",
    "NO_DATE",
    "SLA_COPY",
    "answers",
    "assignments",
    "attachments",
    "audit_trail",
    "calendar_changes",
    "calendars",
    "categories",
    "clocks",
    "constituents",
    "constituents_of_requests",
    "contributors",
    "date_news",
    "diary_entries",
    "drafts",
    "ended_offices",
    "former_services",
    "frozen_offices",
    "joinings",
    "last_seen",
    "letter_templates",
    "links",
    "messages",
    "metadata",
    "outside_bodies",
    "people",
    "person_roles",
    "preferences",
    "reference_numbers",
    "reply_templates",
    "request_texts",
    "requests",
    "saved_views",
    "screening_words",
    "search_documents",
    "search_erasures",
    "services",
    "terms",
    "wards",
]

DIRECTORY_COPY = (
    *(people, person_roles, terms, preferences, ended_offices),
    *(wards, services, categories, outside_bodies),
)
SLA_COPY = (calendars, calendar_changes, clocks, date_news)

add_chassis_tables(metadata)
