"""The pages of signing in and out."""

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from gateway.current_person import current_person
from gateway.navigation import start_page
from gateway.parts import parts
from gateway.return_path import START, safe_path
from gateway.service_clients.outcome import CallProblem
from gateway.settings import IdentityProvider
from gateway.sign_in import own_session
from gateway.sign_in.identity import checked_claims, identity
from gateway.sign_in.providers import Provider, ProviderFault, client_of
from services.chassis.logs import logger
from services.contracts import problems

RETURN_TO = "return_to"
_PENDING = "_state_"  # Authlib's, in the cookie: state, nonce and verifier of a sign-in that is under way
_PENDING_KEPT = 2

# Whatever a provider that is away, broken or hostile may lead to.
_FAULTS = (OAuthError, JoseError, ProviderFault, RequestException, RuntimeError, ValueError, KeyError)

blueprint = Blueprint("sign_in", __name__)
_log = logger(__name__)


@blueprint.get("/sign-in")
def choose() -> Response | str:
    """The ways to sign in."""
    person = current_person()
    wanted = safe_path(request.args.get("next"))
    if person is not None:
        return redirect(start_page(person) if wanted == START else wanted, 303)
    return render_template("sign_in/choose.html", providers=parts().settings.providers, next=wanted)


@blueprint.post("/sign-in/<key>")
def start(key: str) -> Response | tuple[str, int]:
    """Off to the provider."""
    provider, client = _provider(key)
    _drop_older_attempts()
    session[RETURN_TO] = safe_path(request.form.get("next"))
    try:
        leave: Response = client.authorize_redirect(_callback_url(key))
    except _FAULTS as error:
        _log.warning("identity provider cannot be used", provider=key, reason=type(error).__name__)
        return render_template("sign_in/provider_away.html", provider=provider), 503
    return leave


@blueprint.get("/sign-in/<key>/callback")
def callback(key: str) -> Response | tuple[str, int]:
    """Back from the provider: who is it, and may they come in?"""
    provider, client = _provider(key)
    wanted = session.get(RETURN_TO, START)
    try:
        found = identity(provider, checked_claims(client, provider))
    except _FAULTS as error:
        _log.warning("sign-in refused", provider=key, reason=type(error).__name__)
        return render_template("sign_in/did_not_work.html", next=wanted), 400
    try:
        own_session.begin(found)
    except CallProblem as refused:
        if refused.code != problems.NOT_ALLOWED:
            raise
        session.clear()
        return render_template("sign_in/not_known.html", message=refused.problem.message), 403
    return redirect(safe_path(wanted), 303)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this session here."""
    own_session.end()
    return redirect(url_for("sign_in.signed_out"), 303)


@blueprint.get("/signed-out")
def signed_out() -> str:
    """What signing out did, and what it did not."""
    return render_template("sign_in/signed_out.html")


def _provider(key: str) -> tuple[IdentityProvider, Provider]:
    provider = next((provider for provider in parts().settings.providers if provider.key == key), None)
    if provider is None:
        abort(404)
    oauth: OAuth = current_app.extensions["authlib.integrations.flask_client"]
    return provider, client_of(oauth, provider)


def _callback_url(key: str) -> str:
    return parts().settings.public_url + url_for("sign_in.callback", key=key)


def _drop_older_attempts() -> None:
    """A cookie holds only so much."""
    pending = [name for name in session if name.startswith(_PENDING)]
    for name in pending[: max(0, len(pending) - _PENDING_KEPT + 1)]:
        session.pop(name)
