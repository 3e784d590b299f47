"""A search reads its own stretch of the index: its cost does not grow with other people's requests."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.requests.domain.search.lookups import lookups
from services.requests.domain.search.scopes import Scope
from services.requests.domain.search.words import terms
from services.requests.domain.vocabulary import Standing
from services.requests.repository.search_matches import matches
from tests.service.requests_casework import OPERATOR, Casework, case

ROWS = 3_000
INDEXES = ("ix_search_documents_lexemes", "SCAN search_index VIRTUAL TABLE INDEX")
STRETCHES = {
    Scope("m", "bob"): Standing.OWNER,
    Scope("s", "roads"): Standing.OFFICER,
    Scope("a"): Standing.GOVERNANCE,
}


@pytest.fixture
def filled(casework: Casework) -> Casework:
    """Three thousand requests of one member, all about the same."""
    for start in range(0, ROWS, 500):
        cases = [case(number) for number in range(start, start + 500)]
        casework.done("import_cases", OPERATOR, casebook="old", cases=cases)
    with casework.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    return casework


def plans(casework: Casework, words: str, scope: Scope) -> list[str]:
    """How the database says that it looks words up, statement by statement."""
    explain = "EXPLAIN QUERY PLAN " if casework.database.is_sqlite else "EXPLAIN ANALYZE "
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    with casework.looking() as session:
        engine = casework.database.engine
        sa.event.listen(engine, "before_cursor_execute", note)
        matches(session, lookups(terms(words), {}, {scope: STRETCHES[scope]}), 26)
        sa.event.remove(engine, "before_cursor_execute", note)
        connection = session.connection()
        explained = [connection.exec_driver_sql(explain + one, parameters) for one, parameters in asked]
        return ["\n".join(" ".join(map(str, row)) for row in rows) for rows in explained]


def test_words_are_looked_up_in_the_index_whatever_is_asked(filled: Casework) -> None:
    for scope in STRETCHES:
        for words in ("pothole", "zebra", "po", "pothole zebra"):
            told = plans(filled, words, scope)[-1]
            assert any(index in told for index in INDEXES), told
            assert "Seq Scan on search_documents" not in told
            assert "SCAN d" not in told
            assert "TEMP B-TREE" not in told
