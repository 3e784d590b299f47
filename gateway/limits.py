"""How often one visitor may post, or try to sign in. Counted in each process by itself."""

import time

from flask import Flask, Response, request, session
from flask_limiter import Limiter

from gateway.current_person import READING, SESSION_ID
from gateway.sign_in.pages import blueprint as sign_in_pages

POSTS = "120/minute"
SIGN_INS = "60/minute"


def limit(app: Flask) -> None:
    """Refuse too much with 429 and say when to come back."""
    limiter = Limiter(
        _visitor,
        default_limits=[POSTS],
        default_limits_exempt_when=lambda: request.method in READING,
        storage_uri="memory://",
    )
    limiter.limit(SIGN_INS, key_func=_address)(sign_in_pages)
    limiter.init_app(app)

    @app.after_request
    def say_when(response: Response) -> Response:
        broken = limiter.current_limit
        if response.status_code == 429 and broken is not None:
            response.headers["Retry-After"] = str(max(1, round(broken.reset_at - time.time())))
        return response


def _visitor() -> str:
    return str(session.get(SESSION_ID) or _address())


def _address() -> str:
    return request.remote_addr or "unknown"
