"""An identity provider that lies on demand: it hands out identity tokens with something wrong in them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from flask import Flask, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.wrappers import Response

from tests.machines.served import served

Claims = dict[str, Any]


class DishonestProvider:
    """Signs in whoever comes, at once. `spoil` may change the claims, `forge` makes the token itself."""

    def __init__(self) -> None:
        self.issuer = ""
        self.person: Claims = {}
        self.announced: Claims = {}
        self.key = RSAKey.generate_key(2048, auto_kid=True)
        self.others_key = RSAKey.generate_key(2048, auto_kid=True)
        self.be_honest()
        self._nonces: dict[str, str] = {}

    def be_honest(self) -> None:
        """Put every lie back."""
        self.spoil: Callable[[Claims], Claims] = lambda claims: claims
        self.forge: Callable[[Claims], str | None] = self.signed
        self.announced = {}

    def signed(self, claims: Claims) -> str:
        """An identity token as it should be."""
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    def app(self) -> Flask:
        """Its endpoints."""
        app = Flask("dishonest")
        app.add_url_rule("/.well-known/openid-configuration", view_func=self.discovery)
        app.add_url_rule("/jwks", view_func=lambda: KeySet([self.key]).as_dict(), endpoint="jwks")
        app.add_url_rule("/authorize", view_func=self.authorize)
        app.add_url_rule("/token", view_func=self.token, methods=["POST"])
        return app

    def discovery(self) -> Claims:
        """What it announces."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        } | self.announced

    def authorize(self) -> Response:
        """Straight back with a code."""
        code = str(uuid4())
        self._nonces[code] = request.args["nonce"]
        back = {"code": code, "state": request.args["state"]}
        return redirect(f"{request.args['redirect_uri']}?{urlencode(back)}")

    def token(self) -> Claims:
        """The token for a code."""
        honest = {
            "iss": self.issuer,
            "aud": "memberzone",
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": self._nonces.pop(request.form["code"]),
        } | self.person
        id_token = self.forge(self.spoil(honest))
        answer = {"access_token": str(uuid4()), "token_type": "Bearer", "expires_in": 300}
        return answer | ({"id_token": id_token} if id_token else {})


@contextmanager
def serving(provider: DishonestProvider) -> Iterator[DishonestProvider]:
    """Serve it on a free port."""
    with served(provider.app()) as provider.issuer:
        yield provider
