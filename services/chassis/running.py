"""`python -m services.<name> [run | migrate | check-migrations | new-epoch]`."""

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import os  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from typing import Any  # noqa: E402

from nameko.runners import ServiceRunner  # noqa: E402
from sqlalchemy.exc import SQLAlchemyError  # noqa: E402

from services.chassis import bus, event_store, health  # noqa: E402
from services.chassis.database import Database  # noqa: E402
from services.chassis.logs import configure_logs, logger  # noqa: E402
from services.chassis.revisions import needs_migrating  # noqa: E402
from services.chassis.settings import ServiceSettings, SettingError, database_url, service_settings  # noqa: E402

WORKERS = 10
STOP_SECONDS = 25
EXIT_SETTING = 2

_log = logger(__name__)


def main(service_class: Any, argv: Sequence[str]) -> int:
    """Do what the command line asks; the exit code."""
    os.umask(0o077)  # nobody else reads its database
    configure_logs(service_class.name)
    commands = {
        "run": _run,
        "migrate": _migrate,
        "check-migrations": _check_migrations,
        "new-epoch": _new_epoch,
    }
    name = argv[0] if argv else "run"
    try:
        if name not in commands or len(argv) > 1:
            raise SettingError(f"usage: python -m services.{service_class.name} [{' | '.join(commands)}]")
        return commands[name](service_class)
    except SettingError as error:
        print(error, file=sys.stderr)
        return EXIT_SETTING


def _database(service_class: Any) -> Database:
    return Database(database_url(service_class.name, os.environ))


def _migrate(service_class: Any) -> int:
    from services.chassis import migrations  # only here and below: a service that runs does without Alembic

    migrations.migrate(service_class.name, _database(service_class))
    return 0


def _check_migrations(service_class: Any) -> int:
    """Whether the migrations make exactly the tables that the code describes."""
    from services.chassis import migrations

    found = migrations.differences(_database(service_class), service_class.chassis.metadata)
    for difference in found:
        print(difference, file=sys.stderr)
    return 1 if found else 0


def _new_epoch(service_class: Any) -> int:
    """After a restore from a backup: events recorded from now on are told apart from lost ones."""
    with _database(service_class).transaction() as session:
        print(event_store.start_epoch(session, datetime.now(UTC)))
    return 0


def _run(service_class: Any) -> int:
    settings = service_settings(service_class.name, os.environ)
    _check_database(settings)
    _check_broker(settings)
    health.listen(settings.health_port).close()  # complains here, before anything runs
    config = {
        "AMQP_URI": settings.amqp_uri,
        "max_workers": WORKERS,
        "settings": settings,
        "check_migrations": lambda: _check_database(settings),
    }
    runner = ServiceRunner(config)
    runner.add_service(service_class)
    return _serve(runner)


def _check_database(settings: ServiceSettings) -> None:
    database = Database(settings.database_url)
    try:
        outdated = needs_migrating(settings.service, database)
    except SQLAlchemyError as error:
        name = f"DATABASE_URL_{settings.service.upper()}"
        raise SettingError(
            f"The database of {settings.service} does not answer: start it, or correct {name}."
        ) from error
    finally:
        database.close()
    if outdated:
        raise SettingError(
            f"The database of {settings.service} needs migrating: "
            f"run `python -m services.{settings.service} migrate`."
        )


def _check_broker(settings: ServiceSettings) -> None:
    try:
        bus.connect(settings.amqp_uri).release()
    except bus.BUS_ERRORS as error:
        raise SettingError("The message broker cannot be reached: start it, or correct AMQP_URI.") from error


def _serve(runner: Any) -> int:
    """Run until SIGTERM or SIGINT, or until the service dies; 0 after a clean stop."""
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    runner.start()
    _log.info("started")
    living = eventlet.spawn(runner.wait)
    while not stopping and not living.dead:
        eventlet.sleep(0.2)  # a signal does not wake the event loop by itself
    if living.dead:
        _log.error("died")
        return 1
    return _stop(runner)


def _stop(runner: Any) -> int:
    """Finish what is being done; what cannot be finished in time goes back to the queue."""
    _log.info("stopping")
    try:
        with eventlet.Timeout(STOP_SECONDS):
            runner.stop()
    except eventlet.Timeout:
        _log.error("not stopped in time")
        return 1
    _log.info("stopped")
    return 0
