"""/healthz, /readyz and /metrics on a loopback port."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import eventlet
import eventlet.wsgi
import sqlalchemy as sa
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.chassis.database import Database
from services.chassis.logs import logger
from services.chassis.metrics import OUTBOX, PARKED, WAITING
from services.chassis.parking import PARKED as STATUS_PARKED
from services.chassis.settings import SettingError
from services.chassis.tables import outbox, parked_messages, waiting_events

Check = Callable[[], None]

_log = logger(__name__)


def listen(port: int) -> Any:
    """A listening socket on 127.0.0.1; 0 is any free port. Raises SettingError when the port is taken."""
    try:
        return eventlet.listen(("127.0.0.1", port))
    except OSError as error:
        raise SettingError(
            f"Port {port} on 127.0.0.1 is taken: stop what uses it, or choose another health port."
        ) from error


class Health:
    """Answers on 127.0.0.1; ready when none of the checks raises."""

    def __init__(self, port: int, database: Database, checks: dict[str, Check]) -> None:
        self._database = database
        self._checks = checks
        self._socket = listen(port)
        self.port: int = self._socket.getsockname()[1]

    def run(self) -> None:
        """Serve until the socket is closed."""
        eventlet.wsgi.server(self._socket, self._answer, log_output=False)

    def stop(self) -> None:
        """Close the socket."""
        self._socket.close()

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/healthz":
            return _json(start_response, "200 OK", {"status": "alive"})
        if path == "/readyz":
            failed = self.failed_checks()
            return _json(
                start_response, "503 Service Unavailable" if failed else "200 OK", {"failed": failed}
            )
        if path == "/metrics":
            start_response("200 OK", [("Content-Type", CONTENT_TYPE_LATEST)])
            return [self.metrics()]
        return _json(start_response, "404 Not Found", {"status": "there is no such page"})

    def failed_checks(self) -> list[str]:
        """The names of the checks that fail now."""
        return [name for name, check in self._checks.items() if not _passes(name, check)]

    def metrics(self) -> bytes:
        """Everything that is counted, and how much waits in the database at this moment."""
        try:
            with self._database.reading() as session:
                OUTBOX.set(session.scalar(sa.select(sa.func.count()).select_from(outbox)) or 0)
                WAITING.set(session.scalar(sa.select(sa.func.count()).select_from(waiting_events)) or 0)
                parked = sa.select(sa.func.count()).where(parked_messages.c.status == STATUS_PARKED)
                PARKED.set(session.scalar(parked) or 0)
        except sa.exc.SQLAlchemyError as error:
            _log.warning("gauges could not be read", exc_info=error)
        return generate_latest()


def _passes(name: str, check: Check) -> bool:
    try:
        check()
    except Exception as error:
        _log.warning("not ready", check=name, exc_info=error)
        return False
    return True


def _json(start_response: Callable[..., Any], status: str, body: dict[str, Any]) -> list[bytes]:
    start_response(status, [("Content-Type", "application/json")])
    return [json.dumps(body).encode()]
