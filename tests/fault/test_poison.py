"""An event that kills its consumer each time: the bus gives up on it alone, and the service lives on."""

from services.chassis.bus import DELIVERY_LIMIT
from services.contracts import requests_calls as calls
from services.contracts.chassis_calls import chassis_calls
from tests.fault.council_at_work import CouncilAtWork
from tests.fault.poison import POISON
from tests.machines.running_services import OPERATOR
from tests.waiting import until


def test_an_event_that_kills_the_process_is_parked_and_its_neighbours_are_applied(
    council: CouncilAtWork,
) -> None:
    deaths_before = council.deaths["directory"]
    council.services.stop_one("directory")
    before, poisonous, after = (council.raise_request() for _ in range(3))
    for request_id in (before, poisonous, after):
        council.do(calls.WITHDRAW, council.members[0], request_id=request_id)
    council.until_published()
    council.start_as("directory", "tests.fault.poisonable_directory", **{POISON: poisonous})
    until(lambda: council.look_after() and parked(council), 180, "the event to be parked")
    (event,) = parked(council)
    assert (event["stream"], event["sequence"]) == (poisonous, 2)
    assert event["reason"] == f"the bus gave up after {DELIVERY_LIMIT} deliveries"
    assert council.deaths["directory"] - deaths_before <= DELIVERY_LIMIT + 1
    until(lambda: not open_among(council, before, after), 30, "the neighbours to be applied")
    council.stay_up()
    council.services.stop_one("directory")
    council.start_as("directory")  # whose fault is mended
    replay(council, event["id"])
    council.settle()


def parked(council: CouncilAtWork) -> list[dict[str, object]]:
    """What directory has set aside."""
    return [dict(row) for row in council.stores()["directory"].rows("parked_messages", status="parked")]


def open_among(council: CouncilAtWork, *request_ids: str) -> set[str]:
    """Those of the requests that directory holds for open."""
    rows = council.stores()["directory"].rows("open_requests")
    return {row["request_id"] for row in rows} & set(request_ids)


def replay(council: CouncilAtWork, parked_id: object) -> None:
    """Apply the event after all."""
    council.do(chassis_calls("directory")["replay_parked"], OPERATOR, parked_id=parked_id)
