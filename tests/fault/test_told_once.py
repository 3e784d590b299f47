"""Two processes of sla that die as they tell, and a clock that jumps: each due date is told once."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.fault.council_at_work import CouncilAtWork
from tests.fault.queued import consumers
from tests.waiting import until

TELLINGS = ("due_soon", "breached", "over_by_a_week")
FIRST_ANSWER = "initial_response"
A_DAY = timedelta(days=1)


def test_each_due_date_is_told_once_by_two_that_die_as_they_tell_while_the_clock_jumps(
    postgresql_council: CouncilAtWork, tmp_path: Path
) -> None:
    council = postgresql_council
    armed = tmp_path / "before", tmp_path / "after"
    # The one at work dies before it commits; the other takes over, and dies after. Either may be at work.
    deadly = f"before_tick_commit@{armed[0]},after_tick_commit@{armed[1]}"
    council.services.stop_one("sla")
    council.services.start_one("sla", MEMBERZONE_CRASH_AT=deadly)
    told_of = [council.raise_request() for _ in range(3)]
    council.drain()  # so the first one ticks, and the second waits to take over
    council.services.start_one("sla.2", MEMBERZONE_CRASH_AT=deadly)
    until(lambda: consumers(council.services.amqp_uri, "rpc-sla") == 2, 60, "two processes of sla")
    due = due_of_first_answer(council, told_of[0])
    for file in armed:
        file.touch()
    set_clock(council, due + A_DAY)
    until(lambda: council.services.ended().keys() >= {"sla", "sla.2"}, 60, "both to die, one after the other")
    assert not any(map(Path.exists, armed))
    council.look_after()
    until(lambda: told(council, told_of) == expected(told_of, TELLINGS[:2]), 60, "the breaches")
    set_clock(council, due - A_DAY)
    council.look_after_for(1.0)
    set_clock(council, due + A_DAY)
    council.look_after_for(1.0)
    set_clock(council, due + 8 * A_DAY)
    until(lambda: told(council, told_of) == expected(told_of, TELLINGS), 60, "that it is over by a week")
    council.services.clock_offset_file.write_text("0")
    council.settle()
    assert told(council, told_of) == expected(told_of, TELLINGS)
    assert council.services.stop_one("sla.2") == 0


def due_of_first_answer(council: CouncilAtWork, request_id: str) -> date:
    """As sla has it."""
    [row] = council.stores()["sla"].rows("clocks", request_id=request_id, clock=FIRST_ANSWER)
    due: date = row["due_on"]
    return due


def set_clock(council: CouncilAtWork, day: date) -> None:
    """It is about noon of that day, for every process."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    council.services.clock_offset_file.write_text(str((noon - datetime.now(UTC)).total_seconds()))


def told(council: CouncilAtWork, request_ids: list[str]) -> list[tuple[str, str]]:
    """(request, what was told of its first answer) of each event that sla published, sorted."""
    events = council.stores()["sla"].rows("events")
    found = ((event["stream"], event["type"], event["data"]) for event in events)
    wanted = {f"clocks:{request_id}" for request_id in request_ids}
    return sorted(
        (stream, what)
        for stream, what, data in found
        if stream in wanted and what in (*TELLINGS, "telling_corrected") and FIRST_ANSWER in data
    )


def expected(request_ids: list[str], what: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each of these once for each request."""
    return sorted((f"clocks:{request_id}", one) for request_id in request_ids for one in what)
