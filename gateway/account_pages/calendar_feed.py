"""A person's due dates as a calendar that other programs read, at an address that only they know."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from icalendar import Calendar, Event
from werkzeug.wrappers import Response

from gateway.asking import ask
from gateway.correlation import correlation_id
from gateway.forms.base import CommandForm
from gateway.parts import parts
from gateway.people import Person, read_person
from gateway.service_clients.clients import Ask
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import THE_GATEWAY
from gateway.wording import clock_name
from services.contracts import directory_calls, problems, requests_calls
from services.contracts.vocabulary import CALENDAR_FEED, MEMBER

blueprint = Blueprint("calendar_feed", __name__)

SHORTEST, LONGEST = 20, 200
AT_ONCE, MOST_PAGES = 100, 5
PRODUCT = "-//Argyll and Bute Council//Member Zone//EN"

Row = dict[str, Any]


@blueprint.post("/account/calendar-feed")
def create() -> str | Response:
    """A new address, shown once; the one there was opens nothing any more."""
    form = CommandForm()
    if not form.validate():
        flash("That did not work. Try again.")
        return redirect(url_for("account.show"), 303)
    made = ask(directory_calls.CREATE_CALENDAR_FEED).result
    path = url_for("calendar_feed.read", secret=made["token"])
    address = f"{parts().settings.public_url.rstrip('/')}{path}"
    return render_template("account/calendar_feed.html", address=address, expires=made["expires_at"])


@blueprint.get("/calendar/<secret>.ics")
def read(secret: str) -> Response:
    """The feed. An address that is not known, or no longer good, is no page."""
    person = _owner(secret)
    response = Response(_calendar(_due(person)), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=900"
    return response


def _owner(secret: str) -> Person:
    if not SHORTEST <= len(secret) <= LONGEST:
        abort(404)
    call = directory_calls.AUTHENTICATE_TOKEN
    asked = Ask(call, {"token": secret}, THE_GATEWAY, correlation_id=correlation_id())
    try:
        answer = parts().clients.ask(asked).result
    except CallProblem as refused:
        if refused.code == problems.NOT_SIGNED_IN:
            abort(404)
        raise
    if CALENDAR_FEED not in answer["scopes"]:
        abort(404)
    return read_person(answer["person"])


def _due(person: Person) -> list[Row]:
    """Requests with a date: a member's own; of a service, what one has by name, or what stands with one."""
    found: dict[str, Row] = {}
    for role in requests_calls.ANSWERING:
        if person.holds(role):
            for whose in ({"assigned": "me"}, {"part": "escalated_to_me"}):
                found |= _rows(person, role, requests_calls.WORKLIST, whose)
            break
    if person.holds(MEMBER):
        found |= _rows(person, MEMBER, requests_calls.PORTFOLIO, {"state": ["in_action"]})
    return [row for row in found.values() if row["due"]]


def _rows(person: Person, role: str, call: Any, body: dict[str, Any]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    cursor = None
    for _ in range(MOST_PAGES):
        asked = {**body, "order": "due", "limit": AT_ONCE, "cursor": cursor}
        page = parts().clients.ask(Ask(call, asked, person.acting_as(role), correlation_id=correlation_id()))
        found |= {row["request_id"]: row for row in page.result["requests"]}
        cursor = page.result["next"]
        if cursor is None:
            break
    return found


def _calendar(rows: list[Row]) -> bytes:
    """One all-day event for each request's earliest date: what is due, its reference and subject."""
    feed = Calendar()
    feed.add("prodid", PRODUCT)
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", "Member Zone")
    for row in rows:
        feed.add_component(_event(row))
    written: bytes = feed.to_ical()
    return written


def _event(row: Row) -> Event:
    due = row["due"]
    day = date.fromisoformat(due["due_on"])
    event = Event()
    event.add("uid", f"{row['request_id']}-{due['clock']}-{due['number']}@memberzone")
    event.add("dtstamp", parts().clock.now())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{clock_name(due['clock'])}: {row['reference']} {row['subject']}")
    page = url_for("request_page.show", reference=row["reference"])
    event.add("url", f"{parts().settings.public_url.rstrip('/')}{page}")
    event.add("transp", "TRANSPARENT")
    return event
