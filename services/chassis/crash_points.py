"""Places where a test may have the process killed, to prove that nothing is lost or done twice there."""

import os
import signal
from collections import Counter

_passes: Counter[str] = Counter()


def crash_point(name: str) -> None:
    """SIGKILL this process when MEMBERZONE_CRASH_AT says `name`, or `name:N` at the Nth pass."""
    wanted = os.environ.get("MEMBERZONE_CRASH_AT")
    if not wanted:
        return
    point, _, number = wanted.partition(":")
    if point != name:
        return
    _passes[name] += 1
    if _passes[name] == int(number or 1):
        os.kill(os.getpid(), signal.SIGKILL)
