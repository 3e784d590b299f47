"""Issuing a paper and reading it, before services that answer as their contracts say."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.app import create_app
from gateway.current_person import SESSION_ID
from gateway.documents.formats import FORMATS
from gateway.people import HeldRole, Person
from gateway.service_clients.clients import Ask, Settled
from gateway.service_clients.outcome import CallProblem, Outcome
from gateway.sessions import OPEN, KnownSession
from gateway.settings import GatewaySettings
from services.chassis.actor import ensure_keys
from services.contracts import problems, reporting_calls
from services.contracts.problems import Problem
from tests.gateway.page_checks import check_page
from tests.unit.paper_examples import figures, more

DAY = "as_at-day=22&as_at-month=9&as_at-year=2023"
COMMENT = {
    "request_id": "r1",
    "reference": "MZ-2023-001234-K",
    "closing": 1,
    "service_id": "roads",
    "service": "Roads",
    "speed": None,
    "quality": None,
    "comment": "Very quick.",
    "answered_at": "2023-09-03T10:00:00+00:00",
}
ACTION = {"action": "Tell on the day", "owner": "Roads", "due_on": "2023-12-01", "state": "open"}
HEAD = {
    "paper_id": "p1",
    "number": 1,
    "title": "",
    "as_at": "2023-09-22",
    "since": None,
    "issued_at": "2023-10-03T09:00:00+00:00",
    "issued_by": "Greer Paterson",
    "definitions": 1,
}


CAUGHT_UP = {"latest": None, "working_out": 0, "outbox": 0, "waiting": 0, "parked": 0}


class Services:
    """Answers calls as reporting and feedback do; keeps what was issued."""

    def __init__(self) -> None:
        self.issued: dict[str, Any] = {"comments": [], "actions": []}
        self.more, self.behind, self.progress_of = more(), False, dict(CAUGHT_UP)
        self.differences: list[dict[str, Any]] = []

    def ask(self, asked: Ask, _seconds: float = 5) -> Outcome:
        """The answer to one call, whose body has to be in order."""
        asked.call.body().load(asked.body)
        return Outcome(getattr(self, asked.call.name)(asked.body), None, self.behind)

    def ask_together(self, asks: list[Ask], _seconds: float = 5) -> list[Settled]:
        """The answers to several."""
        return [self._settled(asked) for asked in asks]

    def _settled(self, asked: Ask) -> Settled:
        try:
            return self.ask(asked)
        except CallProblem as problem:
            return problem

    def progress(self, _: Any) -> dict[str, Any]:
        return self.progress_of

    def update_paper(self, _: Any) -> dict[str, Any]:
        return {"paper": figures(), "more": self.more}

    def compare_figures(self, _: Any) -> dict[str, Any]:
        return {"as_at": None, "counted_at": None, "holds": None, "differences": self.differences}

    def quotable_comments(self, _: Any) -> dict[str, Any]:
        other = COMMENT | {"request_id": "r2", "comment": "Too slow."}
        return {"comments": [COMMENT, other], "next": None}

    def improvement_actions(self, _: Any) -> dict[str, Any]:
        return {"actions": [ACTION], "next": None}

    def issue_paper(self, body: dict[str, Any]) -> dict[str, Any]:
        self.issued = body
        return {"paper_id": "p1", "number": 1}

    def papers(self, _: Any) -> dict[str, Any]:
        return {"papers": [HEAD], "next": None}

    def paper(self, _: Any) -> dict[str, Any]:
        words = {name: self.issued[name] for name in ("comments", "actions")}
        return HEAD | {"paper": figures(), "more": more()} | words


class Desk:
    """Somebody of Member Services is signed in."""

    def look_up(self, *_: Any) -> KnownSession:
        """Their session."""
        return KnownSession(OPEN, person=Person("p", "Greer", "g@x.test", (HeldRole("member_services"),)))


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def desk(services: Services, tmp_path: Path) -> FlaskClient:
    """Their browser."""
    ensure_keys(tmp_path / "keys")
    given = (
        "amqp://nobody:x@127.0.0.1:1/none",
        tmp_path / "keys",
        "for tests only, and long",
        "http://localhost",
    )
    app = create_app(GatewaySettings(*given))
    for name, stand_in in (("clients", services), ("sessions", Desk())):
        object.__setattr__(app.extensions["memberzone"], name, stand_in)
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie[SESSION_ID] = "theirs"
    return browser


def page(desk: FlaskClient, path: str, status: int = 200) -> str:
    """The page at `path`, audited."""
    answer = desk.get(path)
    text = answer.get_data(as_text=True)
    assert answer.status_code == status, text
    check_page(text)
    return text


def issue(desk: FlaskClient, *comments: str) -> str:
    """Issue the paper with these comments; where it then is."""
    text = page(desk, f"/update-paper/issue?{DAY}")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', text) for name in ("csrf_token", "key")}
    form = {name: match[1] for name, match in found.items() if match}
    action = re.search(r'<form method="post" action="(/update-paper/issue[^"]*)"', text)
    assert action
    answer = desk.post(unescape(action[1]), data={**form, "comments": list(comments)})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def test_the_desk_issues_the_day_that_it_looked_at(desk: FlaskClient, services: Services) -> None:
    assert "Issue this paper" in page(desk, f"/update-paper?{DAY}")
    assert issue(desk) == "/papers/p1"
    assert services.issued["as_at"] == "2023-09-22"
    kept = {"action": "Tell on the day", "owner": "Roads", "due_on": "2023-12-01", "standing": "Under way"}
    assert services.issued["actions"] == [kept]


def test_only_chosen_comments_are_quoted_in_the_members_own_words(
    desk: FlaskClient, services: Services
) -> None:
    issue(desk, "r1 1", "Words of the form's own")
    assert services.issued["comments"] == ["Very quick."]


def test_an_issued_paper_is_listed_and_read(desk: FlaskClient) -> None:
    address = issue(desk, "r1 1")
    text = page(desk, address)
    for words in ("The paper is issued.", "Very quick.", "Issued by Greer Paterson on 3 October 2023."):
        assert words in text, words
    assert "Paper number 1, issued by Greer Paterson" in page(desk, "/papers")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_issued_paper_is_handed_out_in_every_format(desk: FlaskClient, name: str) -> None:
    answer = desk.get(f"{issue(desk)}/file.{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, FORMATS[name].media_type)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="update-paper-2023-09-22.{name}"'


def test_a_day_that_makes_no_sense_issues_nothing(desk: FlaskClient) -> None:
    text = page(desk, "/update-paper/issue?as_at-day=31&as_at-month=2&as_at-year=2026", status=422)
    assert "must be a real date" in text


LONG_AGO = "2023-09-22T13:00:00+00:00"
OLD = "not everything that happened since then is counted yet"


def test_figures_that_are_up_to_date_say_up_to_when(desk: FlaskClient, services: Services) -> None:
    services.more["applied_at"] = LONG_AGO
    text = page(desk, f"/update-paper?{DAY}")
    assert "Counts everything that happened up to Friday 22 September 2023 at 2pm." in text
    assert "govuk-inset-text" not in text


@pytest.mark.parametrize("lag", ["reporting is behind", "sla works out", "sla has something parked"])
def test_figures_that_are_behind_say_how_old_they_are(
    desk: FlaskClient, services: Services, lag: str
) -> None:
    services.more["applied_at"] = (datetime.now(UTC) - timedelta(minutes=3, seconds=30)).isoformat()
    services.behind = lag == "reporting is behind"
    services.progress_of |= {
        "sla works out": {"working_out": 3},
        "sla has something parked": {"parked": 1},
    }.get(lag, {})
    assert f"These figures are up to 4 minutes old: {OLD}" in page(desk, f"/update-paper?{DAY}")


def test_what_cannot_be_counted_is_told_with_its_time(desk: FlaskClient, services: Services) -> None:
    services.more |= {"applied_at": LONG_AGO, "waiting_since": LONG_AGO}
    text = page(desk, f"/update-paper?{DAY}")
    assert "arrived Friday 22 September 2023 at 2pm cannot be counted yet" in text


def test_a_service_that_does_not_answer_leaves_it_open(desk: FlaskClient, services: Services) -> None:
    def refuse(_: Any) -> dict[str, Any]:
        raise CallProblem(Problem(problems.UNAVAILABLE, "away"), reporting_calls.UPDATE_PAPER)

    services.progress = refuse  # type: ignore[method-assign]
    assert "we cannot tell whether everything is counted" in page(desk, f"/update-paper?{DAY}")


def test_a_difference_to_what_requests_counts_is_an_alarm_on_the_page(
    desk: FlaskClient, services: Services
) -> None:
    alarm = "These figures differ from a count of the requests themselves in 1 place. Do not rely on them"
    assert alarm not in page(desk, f"/update-paper?{DAY}")
    place = {"service_id": "roads", "service": "Roads", "state": "responded", "ours": 3, "theirs": 4}
    services.differences = [place]
    assert alarm in page(desk, f"/update-paper?{DAY}")
