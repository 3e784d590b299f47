"""What SQLite takes long for, in a thread of its own, so that green threads go on meanwhile.

PostgreSQL's driver lets them go on by itself.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from eventlet import patcher, tpool
from sqlalchemy.engine import Connection, Engine

APART = {"apart": True}


def apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """The answer of `work`, which is the database library's own: a native thread can take no lock of ours.

    Where no thread is green it is done at once.
    """
    if patcher.is_monkey_patched("thread"):
        return tpool.execute(work, *arguments)
    return work(*arguments)


def run_long_statements_apart(engine: Engine) -> None:
    """Those of connections whose execution options are APART, and their commit with all that it writes."""
    sa.event.listen(engine, "do_execute", _execute)
    sa.event.listen(engine, "commit", _commit)


def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    if context is None or not context.execution_options.get("apart"):
        return False
    apart(cursor.execute, statement, parameters)
    return True


def _commit(connection: Connection) -> None:
    """SQLAlchemy commits right after, and finds nothing left to do."""
    if connection.get_execution_options().get("apart"):
        driver: Any = connection.connection.dbapi_connection
        apart(driver.execute, "COMMIT")
