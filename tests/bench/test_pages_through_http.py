"""Pages of a whole running copy at 2,000 and at very many requests, alone and with 16 at once; printed.

`BENCH_PAGES`: how many requests the large copy has.
"""

import os
import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psutil
import pytest
import requests
from playwright.sync_api import Browser

from gateway.cli.copy_environment import load_copy
from gateway.cli.operator import operator_of
from tests.bench.casebook_of_a_copy import bring_in, council_of
from tests.journey.browser import DESK, chromium
from tests.journey.site import Site
from tests.machines.copy import Copy

__all__ = ["chromium"]

SIZES = (2_000, int(os.environ.get("BENCH_PAGES", "233000")))
MEMBER = "mairead.galbraith@members.memberzone.example"
OFFICER = "sandra.bannerman@officers.memberzone.example"
CATEGORY = "potholes-and-road-surfaces"
ROUNDS, AT_ONCE, SECONDS = 40, 16, 15
REFERENCE = re.compile(r"/requests/(MZ-\d{4}-\d{6}-[0-9A-Z*])")
CALLS = re.compile(r"^memberzone_gateway_call_seconds_count\{.*\} (\S+)$", re.MULTILINE)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"[^>]* value="([^"]*)"')


@dataclass
class Person:
    """Somebody's browser, without a screen."""

    url: str
    cookies: dict[str, str]
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str) -> str:
        """A page."""
        answer = self.session.get(self.url + path, cookies=self.cookies, timeout=30)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:400])
        return answer.text

    def close(self) -> None:
        """Its connections."""
        self.session.close()

    def form(self, path: str, **filled: str) -> dict[str, str]:
        """What the form on a page carries along, and what is typed."""
        return dict(HIDDEN.findall(self.get(path))) | filled

    def post(self, path: str, form: dict[str, str]) -> str:
        """Where a form that is in order leads to."""
        answer = self.session.post(
            self.url + path, data=form, cookies=self.cookies, timeout=30, allow_redirects=False
        )
        assert answer.status_code == 303, (
            path,
            answer.status_code,
            re.findall("Error:</span>[^<]*", answer.text),
        )
        return answer.headers["Location"]


@dataclass(frozen=True)
class Running:
    """A copy with so many requests, and two people before it."""

    size: int
    copy: Copy
    member: Person
    officer: Person
    ward_id: str

    def timed(self, work: Callable[[], Any]) -> float:
        """Milliseconds."""
        started = time.perf_counter()
        work()
        return (time.perf_counter() - started) * 1_000


@pytest.fixture(params=SIZES, ids=lambda size: f"{size:,}")
def running(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Running]:
    """One copy at a time: two at once would disturb each other."""
    with Copy() as copy:
        environment: dict[str, str] = {}
        load_copy(environment, copy.var)
        with closing(operator_of(environment)) as operator:
            council = council_of(operator, MEMBER, CATEGORY)
            bring_in(operator, council, request.param)
        site = Site(copy.url, copy.sign_in_password)
        member, officer = (signed_in(site, chromium, email) for email in (MEMBER, OFFICER))
        yield Running(request.param, copy, member, officer, council.ward)
        member.close()
        officer.close()


def signed_in(site: Site, browser: Browser, email: str) -> Person:
    """With the cookies of a real signing in."""
    with site.signed_in(browser, email, viewport=DESK) as page:
        cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    return Person(site.url, cookies)


def raised(running: Running) -> str:
    """The reference of one more request, by the form."""
    return REFERENCE.findall(send(running, raise_form(running)))[0]


def raise_form(running: Running) -> dict[str, str]:
    """A form for raising, filled in."""
    return running.member.form(
        "/requests/raise",
        kind="action",
        category_id=CATEGORY,
        questions_of=CATEGORY,
        ward_id=running.ward_id,
        subject="Pothole at the gate",
        place="Longrow",
        what_happened="It is deep.",
        ask="Fill it.",
    )


def send(running: Running, form: dict[str, str]) -> str:
    """Send it."""
    return running.member.post("/requests/raise", form)


def answer_form(running: Running) -> tuple[str, dict[str, str]]:
    """A full answer to a new request, filled in."""
    path = f"/requests/{raised(running)}/full-answer"
    return path, running.officer.form(path, outcome="fulfilled", outside_body_id="", message="It is filled.")


def test_every_page_alone_and_with_sixteen_at_once(running: Running) -> None:
    own = REFERENCE.findall(running.member.get("/requests"))[0]
    pages = {
        "home": lambda: running.member.get("/home"),
        "portfolio": lambda: running.member.get("/requests"),
        "worklist": lambda: running.officer.get("/worklist"),
        "search": lambda: running.member.get("/search?words=pothole"),
        "request page": lambda: running.member.get(f"/requests/{own}"),
        "request page, officer": lambda: running.officer.get(f"/requests/{own}"),
    }
    print(f"\n{running.size:,} requests\n{'page':24}{'median ms':>12}{'p95 ms':>10}{'calls':>8}")
    for name, get in pages.items():
        measured(running, name, [get] * ROUNDS)
    forms = [raise_form(running) for _ in range(ROUNDS)]
    measured(running, "raise", [partial(send, running, form) for form in forms])
    answers = [answer_form(running) for _ in range(ROUNDS)]
    measured(running, "answer", [partial(running.officer.post, *one) for one in answers])
    together(list(pages.values()))
    used = {process.pid: memory(process) for process in running.copy.processes()}
    lent = sum(used[process.pid] for process in running.copy.processes() if is_lent(process))
    print(f"memory of everything, broker included: {sum(used.values()) / 2**20:.0f} MB")
    print(f"of it the demonstration's identity provider: {lent / 2**20:.0f} MB")


def measured(running: Running, name: str, works: Sequence[Callable[[], Any]]) -> None:
    """Print how long each took, and how many calls to services (the look at a session, too, every 10 s)."""
    before = calls(running)
    times = [running.timed(work) for work in works]
    told(name, times, f"{(calls(running) - before) / len(works):>8.1f}")


def calls(running: Running) -> float:
    """How many calls the gateway has made."""
    counts = CALLS.findall(requests.get(running.member.url + "/metrics", timeout=30).text)
    return sum(map(float, counts))


def told(name: str, times: list[float], more: str = "") -> None:
    """Print how long it took."""
    print(
        f"{name:24}{statistics.median(times):>12.1f}{sorted(times)[int(len(times) * 0.95)]:>10.1f}{more}",
        flush=True,
    )


def together(pages: list[Callable[[], str]]) -> None:
    """Sixteen people, each with a page after the other."""
    times: list[float] = []
    until = time.perf_counter() + SECONDS

    def go(number: int) -> None:
        while (started := time.perf_counter()) < until:
            pages[number % len(pages)]()
            times.append((time.perf_counter() - started) * 1_000)
            number += 1

    threads = [threading.Thread(target=go, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told(f"{AT_ONCE} at once", times)
    print(f"{len(times) / SECONDS:.0f} pages a second with {AT_ONCE} at once")


def is_lent(process: psutil.Process) -> bool:
    """Whether it is there for the demonstration only."""
    try:
        return any("canaille" in part for part in process.cmdline())
    except psutil.Error:
        return False


def memory(process: psutil.Process) -> int:
    """Its share, bytes; nothing when it has just ended."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0
