"""Waiting until services have applied what others published."""

import time

from gateway.cli.failure import CommandFailed
from gateway.cli.operator import PATIENCE_SECONDS, Operator
from services.contracts.chassis_calls import chassis_calls

POLL_SECONDS = 0.5
PAGE = 500
ASKED_AT_ONCE = 50
# As long as a consumer moves it may take as long as it takes.
STANDSTILL_SECONDS = 120.0

Positions = dict[str, int]  # last sequence by stream


def last_sequences(operator: Operator, source: str) -> Positions:
    """How far every stream of `source` has come."""
    call = chassis_calls(source)["events"]
    reached: Positions = {}
    after: int | None = 0
    while after is not None:
        page = operator.ask(call, {"after": after, "limit": PAGE}, PATIENCE_SECONDS)
        reached |= {event["subject"]: event["streamsequence"] for event in page["events"]}
        after = page["next"]
    return reached


def wait_until_applied(operator: Operator, consumer: str, source: str, wanted: Positions) -> None:
    """Return when `consumer` has applied `wanted` of `source`. Raises CommandFailed when it stands still."""
    missing, behind_since, last = dict(wanted), time.monotonic(), -1
    while missing:
        applied = _applied(operator, consumer, source, list(missing)[:ASKED_AT_ONCE])
        missing = {stream: at for stream, at in missing.items() if applied.get(stream, -1) < at}
        moved = sum(applied.values()) - len(missing)
        if moved != last:
            behind_since, last = time.monotonic(), moved
        elif time.monotonic() - behind_since > STANDSTILL_SECONDS:
            raise CommandFailed(
                f"{consumer} stands still behind {source}: look at its log, "
                f"and at `memberzone parked list --service {consumer}`."
            )
        if any(stream in missing for stream in applied):
            time.sleep(POLL_SECONDS)


def _applied(operator: Operator, consumer: str, source: str, streams: list[str]) -> Positions:
    call = chassis_calls(consumer)["position"]
    answers = operator.ask_each(
        call, [{"source": source, "stream": stream} for stream in streams], PATIENCE_SECONDS
    )
    return {stream: answer["sequence"] for stream, answer in zip(streams, answers, strict=True)}
