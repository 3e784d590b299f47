"""One's own requests to take along: for paper, for a spreadsheet, and whole. Nobody else's are among them."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from gateway.service_clients.clients import Ask, ServiceClients
from services.contracts.names import REQUESTS
from tests.gateway import api_programs
from tests.gateway.casework import done, first_answer, raised
from tests.gateway.form_reading import seen
from tests.gateway.visitors import Visitor

Seat = Callable[[str], Visitor]


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Finlay's browser: nobody else's tests raise for him in Dunoon."""
    return seat("other member")


def raise_one(owner: Visitor, **different: Any) -> str:
    """A request of the member's."""
    return raised(owner, **api_programs.raising(ward_id="dunoon", **different))


def table(owner: Visitor, query: str = "") -> list[dict[str, str]]:
    """The spreadsheet's rows."""
    answer = owner.get(f"/requests/export.csv{query}")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="requests-2')
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_what_was_typed_is_no_formula_in_a_spreadsheet(owner: Visitor) -> None:
    reference = raise_one(owner, subject="=HYPERLINK(1)")
    (row,) = [row for row in table(owner) if row["Reference"] == reference]
    assert row["Subject"] == "'=HYPERLINK(1)"
    assert row["Ward"] == "Dunoon"
    assert row["State"] == "With the service"


def test_a_spreadsheet_is_narrowed_like_the_list_and_has_only_ones_own(seat: Seat, owner: Visitor) -> None:
    theirs = raised(seat("member"), **api_programs.raising())
    wanted, other = raise_one(owner), raise_one(owner, kind="information")
    found = {row["Reference"] for row in table(owner, "?kind=information")}
    assert other in found
    assert found.isdisjoint({wanted, theirs})
    assert {wanted, other} <= {row["Reference"] for row in table(owner)}
    assert theirs not in {row["Reference"] for row in table(owner)}


def test_pages_are_read_one_after_the_other_up_to_an_end(
    owner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        raise_one(owner)
    monkeypatch.setattr("gateway.member_pages.exporting._A_PAGE", 2)
    asked: list[str] = []
    plain = ServiceClients.ask

    def counted(self: ServiceClients, ask: Ask, *more: float) -> Any:
        asked.append(f"{ask.call.service}.{ask.call.name}")
        return plain(self, ask, *more)

    monkeypatch.setattr(ServiceClients, "ask", counted)
    rows = table(owner)
    assert len(rows) >= 3
    assert asked.count(f"{REQUESTS}.portfolio") == (len(rows) + 1) // 2
    monkeypatch.setattr("gateway.member_pages.exporting.MOST_EXPORTED", 3)
    assert len(table(owner)) == 3


def test_a_table_for_paper(owner: Visitor) -> None:
    reference = raise_one(owner, subject="Rings to print")
    text = seen(owner.get("/requests/print"))
    assert f"{reference} Rings to print" in text
    assert "Nothing to print" in seen(owner.get("/requests/print?reference=MZ-1999-000001-X"))


def test_the_whole_file_has_all_that_was_said_and_no_note(seat: Seat, owner: Visitor) -> None:
    reference, officer = raise_one(owner, ask="Replace <them>\nsoon."), seat("officer")
    answer = first_answer(officer, reference, holder="Kirsty Lamont", message="We order the rings.")
    done(officer, reference, "first-answer", **answer)
    done(officer, reference, "note", message="Between ourselves.")
    answer = owner.client.get("/requests/casework-file")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    text = answer.get_data(as_text=True)
    assert reference in text
    assert "Replace &lt;them&gt;<br>soon." in text
    assert "We order the rings." in text
    assert "Between ourselves." not in text
    assert text.rstrip().endswith("</html>")
    assert "This is the end of the file." in text


def test_only_members_have_requests_to_take_along(seat: Seat) -> None:
    for who in ("officer", "desk", "governance"):
        for end in ("print", "export.csv", "casework-file"):
            assert seat(who).client.get(f"/requests/{end}").status_code == 403, who
