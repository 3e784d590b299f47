"""Everything that a store holds as text: to find where somebody's words are, and that they are gone."""

import sqlalchemy as sa

from services.requests import tables
from tests.service.requests_casework import Casework


def where_stored(casework: Casework, *words: str) -> set[str]:
    """The tables, the chassis' own among them, in any of whose columns any of these words stand."""
    found = set()
    with casework.looking() as session:
        for table in tables.metadata.sorted_tables:
            for row in session.execute(sa.select(table)):
                if any(word in str(value) for value in row for word in words):
                    found.add(table.name)
    return found
