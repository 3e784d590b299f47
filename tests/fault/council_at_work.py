"""Directory, requests and sla as processes, members and officers at work with them, and a supervisor."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from gateway.service_clients.clients import Ask, open_clients
from gateway.service_clients.outcome import Outcome
from services.chassis.actor import Actor
from services.chassis.clock import SystemClock
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from services.contracts import requests_calls as calls
from services.contracts.calls import Call
from services.contracts.chassis_calls import chassis_calls
from services.contracts.names import DIRECTORY, REQUESTS, SLA
from tests.fault import invariants
from tests.fault.ledger import Given, Ledger
from tests.fault.stores import Store
from tests.gateway.small_council import AILSA, MORAG, RORY, SINCE, SMALL_COUNCIL
from tests.machines.running_services import OPERATOR, RunningServices
from tests.waiting import until

# The services that are at work: enough for commands, copies in both directions, and ticks.
SERVICES = (DIRECTORY, REQUESTS, SLA)
WORKERS = 2
PAUSE_SECONDS = 0.25
MOST_RESTARTS = 60
SETTLING_SECONDS = 60.0


class CouncilAtWork:
    """The small council. What is done goes into the ledger; `settle` waits and holds it to the databases."""

    def __init__(self, amqp_uri: str, folder: Path, database_urls: Mapping[str, str] | None = None) -> None:
        self.services = RunningServices(amqp_uri, folder, SERVICES, database_urls)
        self.deaths: Counter[str] = Counter()
        self._deaths_before: Counter[str] = Counter()
        self._lives: dict[str, tuple[str | None, dict[str, str]]] = {}
        self._next_lives: dict[str, list[dict[str, str]]] = {}
        self._clients = open_clients(
            amqp_uri, self.services.keys_dir, SystemClock(self.services.clock_offset_file), size=WORKERS + 3
        )
        self.ledger = Ledger(self._clients)
        self._loads = count(1)

    def start(self) -> None:
        """The services up, the council loaded and known to requests."""
        self.services.start()
        self.do(directory_calls.LOAD, OPERATOR, **SMALL_COUNCIL)
        people = self.ask(directory_calls.COUNCIL)["people"]
        ids = {person["email"]: person["person_id"] for person in people}
        self.members = [Actor(ids[email], "member", frozenset({"member"})) for email in (AILSA, RORY)]
        self.officer = Actor(ids[MORAG], "officer", frozenset({"officer"}))
        self.settle()

    def close(self) -> None:
        """Stop everything."""
        self._clients.close()
        self.services.stop()

    # What people do

    def ask(self, call: Call, **body: Any) -> dict[str, Any]:
        """The command line's question, asked until it is answered."""
        return self.ledger.give(Ask(call, body, OPERATOR)).result

    def do(self, call: Call, actor: Actor, version: int | None = None, **body: Any) -> Outcome:
        """One command, sent with the same key until it is acknowledged."""
        return self.ledger.give(Ask(call, body, actor, key=new_id(), expected_version=version))

    def raise_once(self, seconds: float = 5.0) -> Given:
        """A request sent in once, whatever comes back."""
        ask = Ask(calls.RAISE_REQUEST, raising(), self.members[0], key=new_id())
        return self.ledger.give_once(ask, seconds)

    def raise_request(self, member: int = 0, **different: Any) -> str:
        """The id of a new request."""
        outcome = self.do(calls.RAISE_REQUEST, self.members[member], **raising(**different))
        request_id: str = outcome.result["request_id"]
        return request_id

    def message(self, request_id: str, member: int = 0) -> Outcome:
        """The member writes to the service."""
        return self.do(calls.ADD_MESSAGE, self.members[member], request_id=request_id, message="Any news?")

    def live(self, member: int, closing: bool) -> Iterator[Outcome]:
        """One request from being raised to its answer, and to being closed: a command each turn."""
        request_id, version = self.raise_request(member), 1
        steps: list[tuple[Call, Actor, dict[str, str]]] = [
            (calls.ADD_MESSAGE, self.members[member], {"message": "It is worse now."}),
            (calls.ASK_CLARIFICATION, self.officer, {"message": "Which end?"}),
            (calls.GIVE_CLARIFICATION, self.members[member], {"message": "The north end."}),
            (calls.RESPOND, self.officer, {"message": "Filled.", "outcome": "fulfilled"}),
            (calls.CLOSE, self.members[member], {}),
        ]
        for call, actor, words in steps if closing else steps[:-1]:
            done = self.do(call, actor, version, request_id=request_id, **words)
            version = done.result["sequence"]
            yield done

    def rename_ward(self) -> None:
        """Load a file that gives a ward another name."""
        name = f"Cowal {next(self._loads)}"
        self.do(
            directory_calls.LOAD, OPERATOR, wards=[{"id": "cowal", "name": name, "seats": 3, "starts": SINCE}]
        )

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Everybody works meanwhile, and whoever dies is started again; at the end all finish."""
        enough = threading.Event()
        self._deaths_before = self.deaths.copy()
        with ThreadPoolExecutor(WORKERS + 2) as people:
            working = [people.submit(self._work, enough, number) for number in range(WORKERS)]
            working += [people.submit(self._load, enough), people.submit(self._raise_impatiently, enough)]
            try:
                yield
                self.look_after_for(0.5)
            finally:
                enough.set()
                until(lambda: self.look_after() and all(map(Future.done, working)), 120, "the work's end")
        for work in working:
            work.result()

    def _work(self, enough: threading.Event, number: int) -> None:
        closing = number % 2 == 0
        while not enough.is_set():
            for _ in self.live(number % 2, closing):
                enough.wait(PAUSE_SECONDS)
            closing = not closing

    def _load(self, enough: threading.Event) -> None:
        while not enough.wait(PAUSE_SECONDS):
            self.rename_ward()

    def _raise_impatiently(self, enough: threading.Event) -> None:
        while not enough.wait(PAUSE_SECONDS):
            self.raise_once(seconds=1.0)

    # What a supervisor does

    def look_after(self) -> bool:
        """Start again what has died, as any supervisor would; always true."""
        for name in self.services.ended():
            self.deaths[name] += 1
            assert sum(self.deaths.values()) <= MOST_RESTARTS, self.services.logs()[-4000:]
            module, variables = self._lives.get(name, (None, {}))
            next_lives = self._next_lives.get(name)
            self.services.start_one(name, module, **(next_lives.pop(0) if next_lives else variables))
        return True

    def start_as(self, name: str, module: str | None = None, **variables: str) -> None:
        """Start a service as another module, or as itself again; so it is started after a death, too."""
        self._lives[name] = (module, variables)
        self.services.start_one(name, module, **variables)

    def next_lives(self, name: str, variables: list[dict[str, str]]) -> None:
        """With which variables a service is started again after each of its next deaths."""
        self._next_lives[name] = variables

    def look_after_for(self, seconds: float) -> None:
        """Do nothing else for a while."""
        over = time.monotonic() + seconds
        until(lambda: self.look_after() and time.monotonic() > over, seconds + 5)

    def until_died(self, name: str, within: float = 60.0, times: int = 1) -> None:
        """Wait until a process has died that often since the work began; it is started again each time."""
        until(
            lambda: self.look_after() and self.died().get(name, 0) >= times,
            within * times,
            f"{name} to die {times} times",
        )

    def died(self) -> dict[str, int]:
        """How often each process has died since the work last began."""
        return dict(self.deaths - self._deaths_before)

    # What has to hold

    def stores(self) -> dict[str, Store]:
        """Their databases as they are when one looks."""
        return {name: Store(name, self.services.database_urls[name]) for name in SERVICES}

    def until_published(self) -> None:
        """Wait until everything that requests has stored is on the bus."""
        until(lambda: not self.stores()["requests"].count("outbox"), 30, "the events to be on the bus")

    def drain(self, within: float = SETTLING_SECONDS) -> None:
        """Wait until everything is published and applied."""
        last = ""

        def settled() -> bool:
            nonlocal last
            self.look_after()
            # Twice: what moved on while the tables were read one by one is seen the second time.
            last = invariants.under_way(self.stores()) or invariants.under_way(self.stores()) or ""
            return not last

        try:
            until(settled, within)
        except AssertionError:
            raise AssertionError(f"After {within:g} s {last}.\n{self.services.logs()[-6000:]}") from None

    def settle(self) -> None:
        """Drain, then hold everything to what was acknowledged, in the databases and over the bus."""
        self.drain()
        invariants.check(self.stores(), self.ledger)
        for name in SERVICES:
            progress = self.ask(chassis_calls(name)["progress"])
            still = {count: progress[count] for count in ("working_out", "outbox", "waiting", "parked")}
            assert not any(still.values()), f"{name}: {still}"
        self.stay_up()

    def stay_up(self, seconds: float = 1.0) -> None:
        """Nobody dies although nobody is killed."""
        over = time.monotonic() + seconds
        until(lambda: self.services.ended() or time.monotonic() > over, seconds + 5)
        assert not self.services.ended(), self.services.logs()[-6000:]


def raising(**different: Any) -> dict[str, Any]:
    """The body of a raise that is in order."""
    return {
        "kind": "action",
        "category_id": "potholes",
        "ward_id": "cowal",
        "subject": "Pothole outside the surgery",
        "place": "Argyll Street",
        "what_happened": "Two cars lost a wheel.",
        "ask": "Fill it before winter.",
    } | different
