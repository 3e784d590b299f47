"""A message is lost in the middle of a stream: what comes after it waits, and it is asked for again."""

from services.contracts.names import subscription_queue
from tests.fault.council_at_work import CouncilAtWork
from tests.fault.queued import take_away
from tests.waiting import until

LONGER_THAN_THE_PATIENCE = "31"


def test_a_gap_waits_and_is_filled_by_asking_for_the_stream_again(council: CouncilAtWork) -> None:
    council.services.stop_one("directory")
    gap, whole = council.raise_request(), council.raise_request()
    for request_id in (gap, gap, whole):
        council.message(request_id)
    council.until_published()
    take_away(council.services.amqp_uri, subscription_queue("directory"), gap, 2)
    council.services.start_one("directory")
    until(lambda: waiting(council) == [(gap, 3)], 30, "the event after the gap to wait")
    until(lambda: reached(council, whole) == 2, 30, "the stream beside it to be applied")
    council.services.clock_offset_file.write_text(LONGER_THAN_THE_PATIENCE)
    council.settle()
    council.services.clock_offset_file.write_text("0")


def reached(council: CouncilAtWork, stream: str) -> int:
    """How far directory has applied a request's stream."""
    rows = council.stores()["directory"].rows("inbox_positions", stream=stream)
    return int(rows[0]["sequence"]) if rows else 0


def waiting(council: CouncilAtWork) -> list[tuple[str, int]]:
    """The events that wait in directory."""
    return council.stores()["directory"].values("waiting_events", "stream", "sequence")
