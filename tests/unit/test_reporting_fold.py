"""Whatever happens to requests, the fold counts what a naive recount counts, and the identities hold."""

import json
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.feedback_vocabulary import QUALITIES, SPEEDS
from services.contracts.reporting_vocabulary import COLUMNS
from services.reporting.domain.counting import Counts, add_counts, counted
from services.reporting.domain.figures import Counted
from services.reporting.domain.history import Answered, ClockFact, Happened, History, history_of
from services.reporting.domain.paper import Made, Period, columns_of, paper
from services.reporting.domain.taken import taken
from tests.unit.plain_figures import PlainRequest, recount

FIRST = 738_000
SERVICE_COLUMNS = {"roads": "ris", "education": "other", "finance": "other"}
PLACES = {"category_id": ("a", "b"), "ward_id": ("cowal", "bute")}

# From each state, what can happen and where it leads; None: where it stood before.
STEPS: dict[str, list[tuple[str, str | None]]] = {
    "with_service": [
        ("clarification_asked", "awaiting_member"),
        ("work_scheduled", "work_scheduled"),
        ("response_given", "responded"),
        ("request_transferred", "with_service"),
        ("request_amended", "with_service"),
        ("request_escalated", "escalated"),
        ("urgency_accepted", "with_service"),
        ("request_withdrawn", "withdrawn"),
        ("request_merged", "withdrawn"),
    ],
    "awaiting_member": [("clarification_given", None), ("clarification_dropped", None)],
    "work_scheduled": [("response_given", "responded"), ("request_transferred", "with_service")],
    "responded": [
        ("request_closed", "closed"),
        ("further_information_asked", "further_information"),
        ("request_escalated", "escalated"),
    ],
    "further_information": [
        ("response_given", "responded"),
        ("clarification_asked", "awaiting_member"),
        ("request_transferred", "further_information"),
    ],
    "escalated": [("response_given", "responded"), ("request_transferred", "escalated")],
    "closed": [("request_reopened", "further_information")],
    "withdrawn": [],
}


@st.composite
def plain_requests(draw: st.DrawFn) -> PlainRequest:
    """A request with a legal life, clocks that ran and stopped, and answers to surveys."""
    day = FIRST + draw(st.integers(0, 20))
    place = {name: draw(st.sampled_from(keys)) for name, keys in PLACES.items()}
    place |= {"service_id": draw(st.sampled_from(sorted(SERVICE_COLUMNS))), "priority": "normal"}
    request = PlainRequest(
        draw(st.sampled_from("xyz")), draw(st.sampled_from(["online", "logged_by_officer"]))
    )
    request.events.append((day, "request_raised", "with_service", place))
    state = before = "with_service"
    for _ in range(draw(st.integers(0, 7))):
        if not STEPS[state]:
            break
        name, leads_to = draw(st.sampled_from(STEPS[state]))
        day += draw(st.integers(0, 15))
        if state != "awaiting_member":
            before = state
        state = leads_to or before
        request.events.append((day, name, state, _said(draw, name)))
        if name == "request_closed" and draw(st.booleans()):
            _answer(draw, request, day, len(request.events))
    for clock in ("initial_response", "full_response"):
        _clock(draw, request, clock)
    return request


def _said(draw: st.DrawFn, name: str) -> dict[str, str]:
    match name:
        case "request_transferred":
            service = draw(st.sampled_from(sorted(SERVICE_COLUMNS)))
            return {"service_id": service, "category_id": draw(st.sampled_from("ab"))}
        case "request_amended":
            return {"ward_id": draw(st.sampled_from(PLACES["ward_id"]))}
        case "urgency_accepted":
            return {"priority": "urgent"}
    return {}


def _answer(draw: st.DrawFn, request: PlainRequest, day: int, closing: int) -> None:
    for _ in range(draw(st.integers(1, 3))):
        day += draw(st.integers(0, 5))
        speed, quality = (draw(st.none() | st.sampled_from(words)) for words in (SPEEDS, QUALITIES))
        request.answers.append((day, closing, speed, quality))


def _clock(draw: st.DrawFn, request: PlainRequest, clock: str) -> None:
    day = request.made_on
    due_on = day + draw(st.integers(1, 30))
    request.clocks.append((day, clock, {"state": "running", "due_on": due_on}))
    for _ in range(draw(st.integers(0, 3))):
        day += draw(st.integers(0, 12))
        state = draw(st.sampled_from(["running", "paused", "cancelled", "met", "missed"]))
        facts: dict[str, Any] = {"state": state, "due_on": due_on + draw(st.integers(-3, 20))}
        if state in ("met", "missed"):
            facts |= {"stopped_on": day, "taken": draw(st.integers(0, 40))}
        request.clocks.append((day, clock, facts))
        if state not in ("running", "paused"):
            return


def facts_of(request: PlainRequest) -> list[Happened | ClockFact | Answered]:
    """The same as the fold takes them."""
    facts: list[Happened | ClockFact | Answered] = []
    first = {"reference": "MZ", "member_id": request.member, "channel": request.channel}
    for sequence, (day, name, state, said) in enumerate(request.events, start=1):
        facts.append(Happened(sequence, name, day, state, said | (first if sequence == 1 else {})))
    for sequence, (day, clock, said_of) in enumerate(request.clocks, start=1):
        shown = [said_of.get(name) for name in ("due_on", "stopped_on", "taken")]
        due_on = None if said_of["state"] == "paused" else shown[0]
        facts.append(ClockFact(sequence, clock, 1, day, said_of["state"], due_on, *shown[1:], None, None))
    versions: Counter[int] = Counter()
    for day, closing, speed, quality in request.answers:
        versions[closing] += 1
        facts.append(Answered(versions[closing], str(closing), day, speed, quality))
    return facts


def counts_of(requests: list[PlainRequest]) -> Counts:
    total: Counts = {}
    for request in requests:
        history = History()
        history.add(facts_of(request))
        add_counts(total, None, counted(history))
    return total


def flat(total: Counts) -> dict[tuple[Any, ...], int]:
    """What differs from nothing, each with its scope."""
    return {(scope, *change): n for scope, found in total.items() for change, n in found.items() if n}


def as_at(total: Counts, since: int, day: int) -> dict[str, Any]:
    """The columns and flows of the paper out of counts, by the definition of what they are."""
    parts = {name: Counted() for name in ("ris", "other")}
    made: Counter[str] = Counter()
    for (scope, on, counted_on, item), n in flat(total).items():
        if on <= day and scope[0] == "":
            part = parts[SERVICE_COLUMNS[scope[2]]]
            part.heaps[item] += n
            part.flows[item] += n if counted_on >= since else 0
        if on <= day and scope[0] == "member" and item == 0 and counted_on >= since:
            made[scope[1]] += n
    columns = columns_of(parts["ris"], parts["other"])
    period = Period(None, date.fromordinal(day), since <= FIRST)
    found = paper(period, columns, Made(made, ("x", "y")))
    assert all(check["holds"] for check in found["checks"]), found["checks"]
    rated = {name: columns[name].rated() for name in COLUMNS}
    return {
        name: found["columns"][name]
        | columns[name].flows()
        | {
            "speeds": sorted(Counter(rated[name]["speed"]).elements()),
            "qualities": sorted(Counter(rated[name]["quality"]).elements()),
        }
        for name in COLUMNS
    }


@settings(deadline=None, max_examples=150)
@given(st.lists(plain_requests(), max_size=8), st.integers(0, 120), st.integers(0, 60))
def test_the_fold_counts_what_a_naive_recount_counts(
    requests: list[PlainRequest], day: int, since: int
) -> None:
    total = counts_of(requests)
    for begins in (FIRST, FIRST + since):
        ends = max(begins, FIRST + day)
        assert as_at(total, begins, ends) == recount(requests, SERVICE_COLUMNS, begins, ends)


@settings(deadline=None, max_examples=100)
@given(plain_requests(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(request: PlainRequest, random: Any) -> None:
    facts = facts_of(request)
    shuffled = facts * 2
    random.shuffle(shuffled)
    history, other = History(), History()
    total: Counts = {}
    history.add(facts)
    for fact in shuffled:
        before = counted(other)
        other.add([fact])
        add_counts(total, before, counted(other))
    assert flat(total) == flat(counts_of([request]))
    assert counted(history) == counted(other)
    assert counted(history_of(json.loads(json.dumps(other.as_lists())))) == counted(history)


@given(st.lists(plain_requests(), min_size=1, max_size=4))
def test_taking_back_what_was_counted_leaves_nothing(requests: list[PlainRequest]) -> None:
    total = counts_of(requests)
    for request in requests:
        history = History()
        history.add(facts_of(request))
        add_counts(total, counted(history), None)
    assert not flat(total)


def test_mean_median_and_nearest_rank_are_exact() -> None:
    assert taken({0: 1, 1: 1, 2: 1, 10: 1}) == {"count": 4, "mean": 3.25, "median": 1.5, "p90": 10}
    assert taken(dict.fromkeys(range(1, 11), 1))["p90"] == 9
    assert taken(dict.fromkeys(range(1, 12), 1))["p90"] == 10
    assert taken({}) == {"count": 0, "mean": None, "median": None, "p90": None}
