"""What an open page is told of what others did: only news, only to whom it may be told."""

from collections.abc import Callable

import pytest

from gateway.access_rules import ACCESS
from gateway.current_person import ASKED_BY_PAGES
from tests.gateway import api_programs
from tests.gateway.casework import done, first_answer, raised
from tests.gateway.form_reading import parsed, send
from tests.gateway.visitors import Visitor
from tests.waiting import until

Seat = Callable[[str], Visitor]


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


@pytest.fixture
def officer(seat: Seat) -> Visitor:
    """Kirsty's: she is an officer of Harbours."""
    return seat("officer")


@pytest.fixture
def reference(owner: Visitor) -> str:
    """A request of Isla's about moorings."""
    return raised(owner, **api_programs.raising())


def asked_by(visitor: Visitor, path: str) -> str:
    """Where the page asks for news."""
    found = (element.get("hx-get") for element in parsed(visitor.get(path)).iter("div"))
    return next(address for address in found if address and "/news" in address)


def told(visitor: Visitor, address: str) -> str | None:
    """What it is answered; None for no news."""
    answer = visitor.client.get(address, headers={"HX-Request": "true"})
    assert answer.status_code in (200, 204)
    return answer.get_data(as_text=True) if answer.status_code == 200 else None


def settled(visitor: Visitor, path: str) -> str:
    """Where the page asks for news, once it has all of its dates: they come a moment later."""

    def with_dates() -> str | None:
        page = visitor.get(path).get_data(as_text=True)
        has_both = all(f"{path}/dates/{clock}/1" in page for clock in ("initial_response", "full_response"))
        address = asked_by(visitor, path)
        return address if has_both and told(visitor, address) is None else None

    return until(with_dates, what="a page with its dates and without news")


def test_a_requests_page_is_told_what_came_and_asks_for_more_from_there(
    owner: Visitor, officer: Visitor, reference: str
) -> None:
    address = settled(owner, f"/requests/{reference}")
    answer = first_answer(officer, reference, holder="Kirsty Lamont", message="We order the rings.")
    done(officer, reference, "first-answer", **answer)
    news = told(owner, address)
    assert news is not None
    assert "New on this page." in news
    assert "We order the rings." in news
    assert 'id="live-version"' in news
    assert "Your message" not in news
    settled(owner, f"/requests/{reference}")


def test_a_requests_page_is_told_of_dates_that_are_told_otherwise_now(
    owner: Visitor, officer: Visitor, reference: str
) -> None:
    address = settled(owner, f"/requests/{reference}")
    another = address.replace("dates=", "dates=0")
    news = told(owner, another)
    assert news is not None
    assert 'id="news"' in news
    assert "#live-standing" in news
    assert "New on this page." not in news
    done(officer, reference, "first-answer", **first_answer(officer, reference, holder="Kirsty Lamont"))
    until(lambda: ": met" in str(told(owner, another)), what="the clock to be told as met")


def test_what_one_may_not_read_is_no_news(
    owner: Visitor, officer: Visitor, reference: str, seat: Seat
) -> None:
    address = settled(owner, f"/requests/{reference}")
    done(officer, reference, "note", message="Between ourselves.")
    assert told(owner, address) is None
    assert "Between ourselves." in str(told(seat("head"), address))
    for who in ("colleague", "other member", "officer of another service"):
        assert seat(who).client.get(address).status_code == 404


def test_a_list_says_that_it_has_changed_and_offers_itself_anew(owner: Visitor, officer: Visitor) -> None:
    reference = raised(owner, **api_programs.raising(subject="A newsworthy ring"))
    lists = [(owner, "/requests?words=newsworthy"), (officer, "/worklist?words=newsworthy")]

    def quiet() -> list[tuple[Visitor, str, str]] | None:
        """The due date comes by itself, and is news, too."""
        asked = [(visitor, asked_by(visitor, path), path) for visitor, path in lists]
        return asked if all(told(visitor, address) is None for visitor, address, _ in asked) else None

    asked = until(quiet, what="lists without news")
    send(officer, f"/requests/{reference}", f"/requests/{reference}/assign")
    for visitor, address, path in asked:
        news = told(visitor, address)
        assert news is not None
        assert "This list has changed." in news
        assert f'href="{path}"' in news
    owner.get(asked[1][1], status=403)


def test_every_question_that_pages_ask_by_themselves_leaves_the_session_as_it_is(
    owner: Visitor, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(ACCESS) >= ASKED_BY_PAGES
    looked_up: list[bool] = []
    sessions = owner.client.application.extensions["memberzone"].sessions
    plain = sessions.look_up

    def noting(session_id: str, correlation_id: str, afresh: bool = False, is_there: bool = True) -> object:
        looked_up.append(is_there)
        return plain(session_id, correlation_id, afresh, is_there)

    monkeypatch.setattr(sessions, "look_up", noting)
    address = asked_by(owner, f"/requests/{reference}")
    told(owner, address)
    assert looked_up == [True, False]
