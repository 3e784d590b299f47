"""How often one visitor may post or sign in, and one token be used. Counted in each process by itself."""

import hashlib
import time

from flask import Flask, Response, request, session
from flask_limiter import Limit, Limiter

from gateway.api.problem_json import asks_for_json
from gateway.current_person import READING, SESSION_ID

POSTS = "120/minute"
# A whole council may sign in of a morning from behind one address; only setting off is counted.
SIGN_INS = "300/minute"
SETTING_OFF = "sign_in.start"
# Programs: what one token reads and writes; and tokens that are none, from one address.
READS_BY_TOKEN = "600/minute"
WRITES_BY_TOKEN = "120/minute"
BAD_TOKENS = "300/minute"
WINDOW_SECONDS = 60


def limit(app: Flask) -> None:
    """Refuse too much with 429 and say when to come back."""
    limiter = Limiter(
        _visitor,
        default_limits=[_OF_PAGES, _OF_TOKENS, _OF_BAD_TOKENS],
        storage_uri="memory://",
    )
    limiter.init_app(app)

    @app.after_request
    def say_when(response: Response) -> Response:
        broken = limiter.current_limit
        if response.status_code == 429 and broken is not None:
            # The library rounds the end up to a second that may lie beyond the window.
            seconds = min(WINDOW_SECONDS, max(1, round(broken.reset_at - time.time())))
            response.headers["Retry-After"] = str(seconds)
        return response


def _visitor() -> str:
    """Who is signed in by their session, everybody else by their address."""
    return str(session.get(SESSION_ID) or _address())


def _token() -> str:
    given = request.headers.get("Authorization", "")
    return hashlib.sha256(given.encode()).hexdigest() if given else _address()


def _address() -> str:
    return request.remote_addr or "unknown"


def _reads() -> bool:
    return request.method in READING


_OF_PAGES = Limit(
    lambda: SIGN_INS if request.endpoint == SETTING_OFF else POSTS,
    exempt_when=lambda: _reads() or asks_for_json(),
)
_OF_TOKENS = Limit(
    lambda: READS_BY_TOKEN if _reads() else WRITES_BY_TOKEN,
    key_function=_token,
    scope=lambda _: "reads" if _reads() else "writes",
    shared=True,
    exempt_when=lambda: not asks_for_json(),
)
_OF_BAD_TOKENS = Limit(
    BAD_TOKENS,
    key_function=_address,
    scope="bad tokens",
    shared=True,
    exempt_when=lambda: not asks_for_json(),
    deduct_when=lambda response: response.status_code == 401,
)
