"""The one metadata of requests, and the kinds of columns that its tables share."""

import json
from typing import Any

import sqlalchemy as sa

from services.chassis.database import new_metadata

metadata = new_metadata()


class LookedUp(sa.TypeDecorator[str]):
    """Text that callers look something up by: what no database can hold is no error, it is never found."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """NUL and lone surrogates become the replacement character."""
        if value is None or value.isprintable():
            return value
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


class Plain(sa.TypeDecorator[Any]):
    """Lists and words that are only ever read whole, as JSON text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str:
        """As text."""
        return json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        """As it was; None where a join found nothing."""
        return None if value is None else json.loads(value)


Identifier = LookedUp(100)
Word = sa.String(40)
Reference = sa.String(30)
ExternalReference = LookedUp(100)
Name = sa.String(200)
