"""Puts the gateway together. It starts whether or not the broker, the services and the providers are up."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from gateway.access_rules import guard
from gateway.account_pages import calendar_feed
from gateway.account_pages import pages as account_pages
from gateway.admin_pages import election, people, person_changes, places, start
from gateway.api import description
from gateway.api import endpoints as api
from gateway.attachments.body_limits import make_room_for_files
from gateway.attachments.file_store import FileStore
from gateway.attachments.ready_files import Sealing
from gateway.correlation import correlate
from gateway.current_person import confirmed
from gateway.date_pages import calendar, standards, why, working_days
from gateway.error_handling import handle_errors
from gateway.face import dress
from gateway.feedback_pages import board, improvements, surveys
from gateway.figure_pages import pages as figure_pages
from gateway.guide_pages import pages as guide_pages
from gateway.health_pages import blueprint as health_pages
from gateway.letters import pages as letter_pages
from gateway.limits import limit
from gateway.member_pages import constituents, diary, exporting, raising, ward
from gateway.member_pages import pages as member_pages
from gateway.officer_pages import pages as officer_pages
from gateway.officer_pages import templates, together
from gateway.page_context import give_context
from gateway.paper_pages import issued, issuing
from gateway.paper_pages import pages as paper_pages
from gateway.parts import Parts
from gateway.public_pages import pages as public_pages
from gateway.readiness import Readiness
from gateway.request_pages import (
    action_pages,
    audit_trail,
    desk,
    drafts_page,
    file_pages,
    finding,
    news,
    saved_views,
    searching,
    word_list,
)
from gateway.request_pages import pages as request_pages
from gateway.service_clients.clients import open_clients
from gateway.sessions import Sessions
from gateway.settings import GatewaySettings
from gateway.sign_in import pages as sign_in_pages
from gateway.sign_in.providers import register_providers
from services.chassis.clock import Clock, SystemClock

LARGEST_REQUEST = 256 * 1024
LONGEST_SESSION_SECONDS = 8 * 3600

_BLUEPRINTS = (
    health_pages,
    public_pages.blueprint,
    paper_pages.blueprint,
    issuing.blueprint,
    issued.blueprint,
    figure_pages.blueprint,
    guide_pages.blueprint,
    sign_in_pages.blueprint,
    account_pages.blueprint,
    account_pages.staying,
    calendar_feed.blueprint,
    member_pages.blueprint,
    raising.blueprint,
    exporting.blueprint,
    ward.blueprint,
    diary.blueprint,
    constituents.blueprint,
    desk.blueprint,
    finding.blueprint,
    word_list.blueprint,
    audit_trail.blueprint,
    saved_views.blueprint,
    searching.blueprint,
    drafts_page.blueprint,
    officer_pages.blueprint,
    together.blueprint,
    templates.blueprint,
    request_pages.blueprint,
    news.blueprint,
    action_pages.blueprint,
    file_pages.blueprint,
    letter_pages.blueprint,
    start.blueprint,
    people.blueprint,
    person_changes.blueprint,
    places.blueprint,
    election.blueprint,
    surveys.blueprint,
    board.blueprint,
    improvements.blueprint,
    why.blueprint,
    working_days.blueprint,
    calendar.blueprint,
    standards.blueprint,
)


class Gateway(Flask):
    """An app whose log names endpoints and no addresses: they may hold what people typed."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Nothing is shown to who was only presumed, even by a view that asked no service anything."""
        try:
            return super().dispatch_request()
        finally:
            confirmed()

    def log_exception(self, exc_info: Any) -> None:
        """A fault of ours, with its traceback."""
        self.logger.error("%s failed", request.endpoint, exc_info=exc_info)


def create_app(settings: GatewaySettings, clock: Clock | None = None) -> Flask:
    """The gateway as a WSGI application."""
    app = Gateway("gateway")
    app.config.from_mapping(_config(settings))
    clock = clock or SystemClock(settings.clock_offset_file)
    clients = open_clients(settings.amqp_uri, settings.actor_keys_dir, clock, settings.threads)
    readiness = Readiness(clients, clock, needs_council=settings.demonstration, history=settings.history_mark)
    files, sealing = FileStore(settings.files.url), Sealing(settings.secret_key)
    Parts(settings, clock, clients, Sessions(clients, clock), readiness, files, sealing).attach(app)
    register_providers(app, settings.providers)
    # Requests go through these in this order; the guard comes last, when forms are known to be ours.
    correlate(app)
    make_room_for_files(app)
    limit(app)
    CSRFProtect(app).exempt(api.blueprint)
    guard(app)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    description.register(app)
    dress(app, clock, form_targets=[provider.origin for provider in settings.providers])
    give_context(app)
    handle_errors(app)
    _believe_proxies(app, settings.trusted_proxies)
    return app


def _config(settings: GatewaySettings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": _cookie_name(settings),
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "MAX_FORM_PARTS": 200,
        "WTF_CSRF_TIME_LIMIT": LONGEST_SESSION_SECONDS,
    }


def _cookie_name(settings: GatewaySettings) -> str:
    """Cookies know no ports: two copies on one machine must not sign each other's people out."""
    if settings.is_https:
        return "__Host-memberzone"
    return f"memberzone_{urlsplit(settings.public_url).port or 80}"


def _believe_proxies(app: Flask, count: int) -> None:
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
