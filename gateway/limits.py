"""How often one visitor may post, or try to sign in. Counted in each process by itself."""

import time

from flask import Flask, Response, request, session
from flask_limiter import Limiter

from gateway.current_person import READING, SESSION_ID

POSTS = "120/minute"
# A whole council may sign in of a morning from behind one address; only setting off is counted.
SIGN_INS = "300/minute"
SETTING_OFF = "sign_in.start"


def limit(app: Flask) -> None:
    """Refuse too much with 429 and say when to come back."""
    limiter = Limiter(
        _visitor,
        default_limits=[lambda: SIGN_INS if request.endpoint == SETTING_OFF else POSTS],
        default_limits_exempt_when=lambda: request.method in READING,
        storage_uri="memory://",
    )
    limiter.init_app(app)

    @app.after_request
    def say_when(response: Response) -> Response:
        broken = limiter.current_limit
        if response.status_code == 429 and broken is not None:
            response.headers["Retry-After"] = str(max(1, round(broken.reset_at - time.time())))
        return response


def _visitor() -> str:
    """Who is signed in by their session, everybody else by their address."""
    return str(session.get(SESSION_ID) or request.remote_addr or "unknown")
