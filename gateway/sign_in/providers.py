"""The identity providers of one app. Nothing is fetched from them until somebody signs in."""

from typing import Any, cast

from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask

from gateway.settings import IdentityProvider

PROVIDER_ANSWERS_WITHIN_SECONDS = 5
# A provider may announce algorithms whose tokens anybody could write: none, and keyed hashes.
UNSAFE_ALGORITHMS = ("none", "HS")


class ProviderFault(Exception):
    """The provider is not who it should be, or did not say what we need."""


class Provider(FlaskOAuth2App):
    """A provider as Authlib talks to it, held to its own name and to safe signatures."""

    def load_server_metadata(self) -> dict[str, Any]:
        """What the provider announces. Raises ProviderFault, or what `requests` raises."""
        announced: dict[str, Any] = super().load_server_metadata()
        if str(announced.get("issuer", "")).rstrip("/") != self.server_metadata["expected_issuer"]:
            raise ProviderFault("announces another issuer")
        offered = announced.get("id_token_signing_alg_values_supported") or ["RS256"]
        safe = [algorithm for algorithm in offered if not algorithm.startswith(UNSAFE_ALGORITHMS)]
        announced["id_token_signing_alg_values_supported"] = safe
        return announced


def register_providers(app: Flask, providers: tuple[IdentityProvider, ...]) -> OAuth:
    """Make them known to Authlib: code flow with PKCE (S256), state and nonce."""
    oauth = OAuth(app)
    for provider in providers:
        oauth.register(
            provider.key,
            client_cls=Provider,
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer}/.well-known/openid-configuration",
            expected_issuer=provider.issuer,
            authorize_params={"prompt": provider.prompt} if provider.prompt else None,
            client_kwargs={
                "scope": provider.scopes,
                "code_challenge_method": "S256",
                "default_timeout": PROVIDER_ANSWERS_WITHIN_SECONDS,
            },
        )
    return oauth


def client_of(oauth: OAuth, provider: IdentityProvider) -> Provider:
    """Authlib's client of `provider`."""
    return cast(Provider, oauth.create_client(provider.key))
