"""What a provider's word amounts to: whom to look for in the directory."""

from collections.abc import Mapping
from typing import Any

from gateway.settings import IdentityProvider
from gateway.sign_in.providers import Provider, ProviderFault

LONGEST_SUBJECT = 255
LONGEST_EMAIL = 254


def checked_claims(client: Provider, provider: IdentityProvider) -> dict[str, Any]:
    """The claims about the person who comes back from `provider`, their signature and purpose checked.

    Raises ProviderFault, Authlib's and joserfc's errors, or what `requests` raises.
    """
    options = {
        "iss": {"essential": True, "value": client.load_server_metadata()["issuer"]},
        "aud": {"essential": True, "value": provider.client_id},
        "sub": {"essential": True},
    }
    token = client.authorize_access_token(claims_options=options)
    claims = token.get("userinfo")
    if not claims:
        raise ProviderFault("gave no identity token")
    if claim_name(provider, "email") in claims:
        return dict(claims)
    return dict(claims) | _more_claims(client, token, claims["sub"])


def _more_claims(client: Provider, token: Any, subject: str) -> dict[str, Any]:
    """What only the provider's userinfo tells; it must speak of the same person."""
    if not client.load_server_metadata().get("userinfo_endpoint"):
        return {}
    more = dict(client.userinfo(token=token))
    if more.get("sub") != subject:
        raise ProviderFault("speaks of somebody else")
    return more


def identity(provider: IdentityProvider, claims: Mapping[str, Any]) -> dict[str, Any]:
    """The provider, subject and address for directory's `sign_in`. Raises ProviderFault."""
    subject = claims.get(claim_name(provider, "subject"))
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ProviderFault("names no subject")
    email = claims.get(claim_name(provider, "email"))
    if not isinstance(email, str) or not 0 < len(email) <= LONGEST_EMAIL:
        email = None
    verified = claims.get(claim_name(provider, "email_verified"), provider.trust_email)
    return {
        "provider": provider.key,
        "subject": subject,
        "email": email,
        "email_verified": email is not None and verified is True,
    }


def claim_name(provider: IdentityProvider, ours: str) -> str:
    """What `provider` calls the claim that we call `ours`."""
    usual = {"subject": "sub", "email": "email", "email_verified": "email_verified"}
    return provider.claims.get(ours, usual[ours])
