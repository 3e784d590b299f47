"""The headers that every answer carries, and the nonce that the policy names (docs/decisions/0020)."""

from collections.abc import Callable, Iterable
from secrets import token_urlsafe

from flask import Flask, Response, g, request

FIXED = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = 2 * 365 * 24 * 3600


def csp_nonce() -> str:
    """This answer's nonce, the same however often a template asks."""
    if "csp_nonce" not in g:
        g.csp_nonce = token_urlsafe(18)
    return str(g.csp_nonce)


def content_security_policy(nonce: str, form_targets: Iterable[str] = ()) -> str:
    """Only our own files, and the scripts that carry the nonce; forms go to ourselves and `form_targets`."""
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' 'nonce-{nonce}'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": " ".join(["'self'", *form_targets]),
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def secure(app: Flask, form_targets: Iterable[str] = ()) -> None:
    """Put the headers on every answer of `app`.

    `form_targets`: origins that a posted form may be redirected to (the identity providers).
    """
    app.after_request(_headers(tuple(form_targets)))
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def _headers(form_targets: tuple[str, ...]) -> Callable[[Response], Response]:
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = content_security_policy(csp_nonce(), form_targets)
        for name, value in FIXED.items():
            response.headers[name] = value
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}"
        # Pages tell of people and their business: nothing keeps them unless a view has said that it may.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return add_headers
