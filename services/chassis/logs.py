"""JSON logs with the service and the correlation id, and never a word that a person wrote."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, cast

import structlog
from structlog.types import Processor


def configure_logs(service: str, level: int = logging.INFO) -> None:
    """Send everything, libraries' logs too, to standard error as one JSON object a line."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _named(service),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        only_where_it_failed,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(sort_keys=True),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for noisy in ("kombu", "nameko.containers", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # It warns of each delivery that meets a channel being closed, which the bus delivers again.
    logging.getLogger("amqp").setLevel(logging.ERROR)


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger that takes an event and key=value facts."""
    return cast(structlog.stdlib.BoundLogger, structlog.get_logger(name))


def _named(service: str) -> Processor:
    def add(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event["service"] = service
        return event

    return add


def only_where_it_failed(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace an exception by its class and the places it passed: its text may quote what a person wrote."""
    exc_info = event.pop("exc_info", None)
    if exc_info is True:
        exc_info = sys.exc_info()
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        frames = traceback.extract_tb(error.__traceback__)[-8:]
        event["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event
