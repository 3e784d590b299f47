"""How far long work has come, on standard error; nothing for work that is soon done."""

import sys
import time
from types import TracebackType

import click

QUIET_SECONDS = 2.0
TERMINAL_EVERY_SECONDS = 0.5
LOG_EVERY_SECONDS = 15.0


class Progress:
    """Shows a count and its rate: one changing line on a terminal, else a line every 15 seconds."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._terminal = sys.stderr.isatty()
        self._started = time.monotonic()
        self._next = self._started + QUIET_SECONDS
        self._shown = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown and self._terminal:
            click.echo(err=True)

    def show(self, count: int, more: str = "") -> None:
        """Say the count, and anything `more`, when it is time to."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (TERMINAL_EVERY_SECONDS if self._terminal else LOG_EVERY_SECONDS)
        self._shown = True
        words = f"{count:,} {self._unit}, {count / (now - self._started):,.0f} a second{more}"
        click.echo(f"\r\033[K{words}" if self._terminal else words, err=True, nl=not self._terminal)
