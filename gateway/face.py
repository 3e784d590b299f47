"""What every page needs of the app: the design's templates, words as filters, static files, headers."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from gateway import state_words, wording
from gateway.documents.content import shown
from gateway.documents.web_page import drawn
from gateway.documents.wording import day as plain_day
from gateway.forms.problems import error_links
from gateway.page_text import keep_to_characters_of_pages
from gateway.security_headers import secure
from gateway.static_files import keep_static_files
from services.chassis.clock import Clock, council_date

PLAIN_FILTERS: tuple[Callable[..., Any], ...] = (
    wording.date_in_full,
    wording.counted,
    wording.size_in_words,
    wording.file_kind,
    wording.sentence_case,
    state_words.state_name,
    state_words.state_sentence,
    state_words.state_colour,
    wording.role_name,
    wording.channel_name,
    wording.received_by_name,
    wording.outcome_name,
    wording.kind_name,
    wording.scope_name,
    wording.priority_name,
    wording.speed_name,
    wording.quality_name,
    wording.clock_name,
    wording.keeper_name,
    wording.age_in_words,
    state_words.awaits_date,
)
FILTERS_OF_TODAY: tuple[Callable[[Any, date], Any], ...] = (
    wording.date_in_words,
    state_words.is_late,
    wording.since_in_words,
    wording.instant_in_words,
)


def dress(app: Flask, clock: Clock, form_targets: Iterable[str] = ()) -> None:
    """Give `app` the face. `form_targets`: origins of identity providers that a posted form may lead to."""
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([loader for loader in (app.jinja_loader, components) if loader])
    for plain in PLAIN_FILTERS:
        app.add_template_filter(plain)
    for words in FILTERS_OF_TODAY:
        app.add_template_filter(_as_of_today(words, clock), words.__name__)
    app.add_template_global(error_links)
    app.add_template_filter(shown)
    app.add_template_filter(drawn, "svg")
    app.add_template_filter(plain_day, "plain_day")
    keep_to_characters_of_pages(app)
    keep_static_files(app)
    secure(app, form_targets)


def _as_of_today(words: Callable[[Any, date], Any], clock: Clock) -> Callable[[Any], Any]:
    return lambda value: words(value, council_date(clock.now()))
