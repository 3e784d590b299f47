"""Places where a test may have the process killed, to prove that nothing is lost or done twice there."""

import os
import signal
from collections import Counter
from pathlib import Path

_passes: Counter[str] = Counter()


def crash_point(name: str) -> None:
    """SIGKILL this process when MEMBERZONE_CRASH_AT says so.

    `name` at the first pass, `name:N` at the Nth, `name@file` once: if that file is there, which goes first.
    Several with commas between them; each name once.
    """
    for wanted in filter(None, os.environ.get("MEMBERZONE_CRASH_AT", "").split(",")):
        _die_if_wanted(name, wanted)


def _die_if_wanted(name: str, wanted: str) -> None:
    once, _, file = wanted.partition("@")
    point, _, number = once.partition(":")
    if point != name or (file and not Path(file).exists()):
        return
    _passes[name] += 1
    if _passes[name] == int(number or 1):
        if file:
            Path(file).unlink()
        os.kill(os.getpid(), signal.SIGKILL)
