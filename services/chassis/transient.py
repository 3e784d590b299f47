"""Which database errors pass by themselves, so that the same work may succeed a little later."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError

_PASSING_SQLITE = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_CANTOPEN",
    "SQLITE_READONLY",
)


def is_transient(error: BaseException) -> bool:
    """Whether the database was away, busy, full or slow, rather than the statement or the data wrong."""
    if isinstance(error, TimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    sqlite_name = getattr(error.orig, "sqlite_errorname", None)
    if sqlite_name is not None:
        return str(sqlite_name).startswith(_PASSING_SQLITE)
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
