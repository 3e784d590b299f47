"""A person's due dates as a calendar: read back by a parser, private, ended at once, and saying no more."""

from collections.abc import Callable
from datetime import date

import icalendar
from werkzeug.test import TestResponse

from tests.gateway import api_programs
from tests.gateway.casework import page_of, raised
from tests.gateway.form_reading import parsed, seen, send
from tests.gateway.visitors import Visitor
from tests.waiting import until

Seat = Callable[[str], Visitor]
ACCOUNT, MAKE = "/account", "/account/calendar-feed"


def new_feed(visitor: Visitor) -> str:
    """The path of a new feed."""
    shown = send(visitor, ACCOUNT, MAKE)
    assert shown.status_code == 200, seen(shown)
    fields = {field.get("id"): field.get("value", "") for field in parsed(shown).iter("input")}
    address = str(fields["feed-address"])
    assert address.startswith("http://localhost/calendar/mz_")
    return address.removeprefix("http://localhost")


def read(visitor: Visitor, path: str) -> TestResponse:
    """The feed, as a program reads it that nobody is signed in with."""
    return visitor.client.application.test_client().get(path)


def events(answer: TestResponse) -> dict[str, icalendar.Event]:
    """The events of a feed by their summary."""
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/calendar"
    calendar = icalendar.Calendar.from_ical(answer.get_data())
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_a_member_and_an_officer_each_read_their_due_dates(seat: Seat) -> None:
    owner, officer = seat("member"), seat("officer")
    reference = raised(owner, **api_programs.raising(subject="Rings, ropes; and “piers”"))
    until(lambda: "First answer due by" in page_of(owner, reference), within=60)
    summary = f"First answer: {reference} Rings, ropes; and “piers”"
    feed = read(owner, new_feed(owner))
    found = events(feed)[summary]
    assert isinstance(found.decoded("dtstart"), date)
    assert found.decoded("dtstart").strftime("%A ") in page_of(owner, reference)
    assert str(found["url"]).endswith(f"/requests/{reference}")
    for kept in ("rusted", "before the season", "The old pier", "Isla"):
        assert kept not in feed.text
    path = new_feed(officer)
    assert summary not in events(read(officer, path))
    taken = send(officer, f"/requests/{reference}", f"/requests/{reference}/assign")
    assert taken.status_code == 303
    assert summary in events(read(officer, path))


def test_an_address_is_worth_nothing_once_it_is_replaced_or_ended(seat: Seat) -> None:
    visitor = seat("member")
    first = new_feed(visitor)
    second = new_feed(visitor)
    assert read(visitor, first).status_code == 404
    assert read(visitor, second).status_code == 200
    account = visitor.get(ACCOUNT)
    end = next(
        form.get("action", "") for form in parsed(account).iter("form") if "/revoke" in form.get("action", "")
    )
    assert send(visitor, ACCOUNT, end).status_code == 303
    assert read(visitor, second).status_code == 404
    assert "Make an address" in seen(visitor.get(ACCOUNT))


def test_the_secret_of_a_feed_opens_nothing_else_and_no_token_opens_a_feed(seat: Seat) -> None:
    visitor = seat("other member")
    secret = new_feed(visitor).removeprefix("/calendar/").removesuffix(".ics")
    client = visitor.client.application.test_client()
    for path in ("/api/v1/me", "/api/v1/requests"):
        assert client.get(path, headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    for wrong in ("x", "mz_" + "x" * 43, "y" * 300):
        assert client.get(f"/calendar/{wrong}.ics").status_code == 404
