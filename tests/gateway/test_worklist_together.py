"""Several requests of a worklist at once, before the real services."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from tests.gateway import api_programs
from tests.gateway.casework import page_of, raised
from tests.gateway.form_reading import options_of, parsed, seen
from tests.gateway.page_checks import check_page
from tests.gateway.visitors import Visitor, hidden

Seat = Callable[[str], Visitor]


@pytest.fixture
def officer(seat: Seat) -> Visitor:
    """Kirsty's browser: she is an officer of Harbours."""
    return seat("officer")


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


def moorings(owner: Visitor, count: int) -> list[str]:
    """The references of some requests about moorings."""
    return [raised(owner, **api_programs.raising(subject=f"Ring {number}")) for number in range(count)]


def asking(what: str, chosen: list[str]) -> str:
    """The address of the page for doing that to those."""
    return "/worklist/together?" + urlencode({"what": what, "chosen": chosen, "list": "ward=cowal"}, True)


def form_at(officer: Visitor, what: str, chosen: list[str]) -> dict[str, object]:
    """What the form of that page sends as it stands."""
    page = officer.get(asking(what, chosen))
    return {
        "csrf_token": hidden(page, "csrf_token"),
        "key": hidden(page, "key"),
        "list": hidden(page, "list"),
        "chosen": chosen,
    }


def test_the_list_has_a_box_for_each_and_keeps_its_filters(officer: Visitor, owner: Visitor) -> None:
    (reference,) = moorings(owner, 1)
    page = parsed(officer.get(f"/worklist?reference={reference}"))
    form = next(form for form in page.iter("form") if form.get("action") == "/worklist/together")
    sent = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert sent == {"chosen": reference, "list": f"reference={reference}"}
    nothing = officer.get(asking("assign", []), status=303)
    assert nothing.headers["Location"] == "/worklist?ward=cowal"
    assert "Choose one or more requests" in seen(officer.get("/worklist"))


def test_each_is_assigned_or_says_why_not(officer: Visitor, owner: Visitor, seat: Seat) -> None:
    chosen = moorings(owner, 2)
    others = raised(seat("colleague"))
    page = officer.get(asking("assign", [*chosen, others]))
    assert "You chose 3 requests" in seen(page)
    kirsty = options_of(page, "officer_id")["Kirsty Lamont"]
    form = form_at(officer, "assign", [*chosen, others])
    missing = officer.client.post("/worklist/together/assign", data=form)
    assert missing.status_code == 400
    assert "Choose an officer" in seen(missing)
    for _ in range(2):  # sent again, nothing is done again
        done = officer.client.post("/worklist/together/assign", data=form | {"officer_id": kirsty})
        check_page(done.get_data(as_text=True))
        assert seen(done).count("Kirsty Lamont has it.") == 2
        assert "Not done. It is not on your worklist any more" in seen(done)
    assert page_of(officer, chosen[0]).count("Kirsty Lamont has it") <= 1
    again = form_at(officer, "assign", chosen[:1]) | {"officer_id": kirsty}
    refused = seen(officer.client.post("/worklist/together/assign", data=again))
    assert "Not done." in refused
    assert chosen[0] in refused


def test_what_is_passed_on_is_with_the_other_service(officer: Visitor, owner: Visitor, seat: Seat) -> None:
    chosen = moorings(owner, 2)
    books = options_of(officer.get(asking("transfer", chosen)), "category_id")["Book loans"]
    form = form_at(officer, "transfer", chosen) | {"category_id": books, "reason": "It is about a book."}
    done = seen(officer.client.post("/worklist/together/transfer", data=form))
    assert done.count("It is with the other service, as Book loans.") == 2
    assert "It is about a book." in page_of(seat("officer of another service"), chosen[1])


def test_long_work_goes_on_in_steps_with_and_without_scripts(officer: Visitor, owner: Visitor) -> None:
    chosen = moorings(owner, 12)
    kirsty = options_of(officer.get(asking("assign", chosen)), "officer_id")["Kirsty Lamont"]
    form = form_at(officer, "assign", chosen) | {"officer_id": kirsty}
    first = officer.client.post("/worklist/together/assign", data=form)
    assert "10 of 12 are dealt with." in seen(first)
    assert seen(first).count("Kirsty Lamont has it.") == 10
    rest = officer.client.post(
        "/worklist/together/assign", data=form | {"done": "10"}, headers={"HX-Request": "true"}
    ).get_data(as_text=True)
    assert rest.count("Kirsty Lamont has it.") == 2
    assert "All 12 are dealt with." in rest
    whole = officer.client.post("/worklist/together/assign", data=form | {"done": "10"})
    assert seen(whole).count("Kirsty Lamont has it.") == 12
    assert "All 12 are dealt with." in seen(whole)


def test_others_do_not_get_to_it(owner: Visitor) -> None:
    owner.get(asking("assign", ["MZ-2026-000001-A"]), status=403)
