"""How gunicorn serves the gateway: `gunicorn --config deploy/gunicorn.conf.py gateway.wsgi:app`."""

import gc
import logging
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from gateway.settings import GatewaySettings, gateway_settings
from services.chassis.logs import configure_logs
from services.chassis.settings import Environment, SettingError


def _checked() -> tuple[GatewaySettings, int, int]:
    """The settings, the port and the number of workers; ends here, with one sentence, when they are wrong."""
    environment = Environment(os.environ)
    try:
        settings = gateway_settings(os.environ)
        return settings, environment.port("PORT", 8000), max(1, int(environment.text("GATEWAY_WORKERS", "2")))
    except (SettingError, ValueError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)


_settings, _port, workers = _checked()

bind = f"{os.environ.get('GATEWAY_HOST', '127.0.0.1')}:{_port}"
# Made once, before the workers part: they share its memory (docs/decisions/0063).
preload_app = True
worker_class = "gthread"
threads = _settings.threads
timeout = 60
graceful_timeout = 25
keepalive = 5
control_socket_disable = True
# Headers that claim another client count only when the settings say how many proxies to believe.
forwarded_allow_ips = ""
limit_request_line = 4094


# On the way back from an identity provider the query holds what signs a person in.
_QUERY = re.compile(r"\?[^\s'\"]*")


def without_query(record: logging.LogRecord) -> bool:
    """Let every record through, its addresses cut at the question mark."""
    record.msg, record.args = _QUERY.sub("?...", record.getMessage()), ()
    return True


class OurLogs(Logger):  # type: ignore[misc]
    """Everything gunicorn says goes the way of all other logs, and no query of an address with it."""

    def setup(self, cfg: Any) -> None:
        """Called once, before gunicorn says anything."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True
            log.addFilter(without_query)
        configure_logs("gateway")


logger_class = OurLogs

# The workers' Prometheus figures, one set of files for each; /metrics adds them up.
# Set before anything imports the Prometheus library, which looks once.
_figures = Path(os.environ.get("MEMBERZONE_VAR", "var")).resolve() / "run" / "gateway_figures"
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_figures)


def on_starting(_server: Any) -> None:
    """Forget the figures of workers that are long gone."""
    shutil.rmtree(_figures, ignore_errors=True)
    _figures.mkdir(parents=True)


def when_ready(_server: Any) -> None:
    """Called before the first worker parts: what there is by then is never looked at by its collector.

    A look writes to each object's head, after which no page of memory is shared any more.
    """
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """A thread would not come along when the workers part: each has its own."""
    from gateway.attachments.sweeping import sweep_for_ever
    from gateway.parts import parts

    with worker.wsgi.app_context():
        sweep_for_ever(parts().files, parts().clients)


def child_exit(_server: Any, worker: Any) -> None:
    """Keep the counts of a worker that ended, and nothing else of it."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
