"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562)."""

import secrets
import time
import uuid

_NANOSECONDS_PER_MILLISECOND = 1_000_000


def new_id() -> str:
    """A new UUIDv7 as text. Twelve bits carry the milliseconds' fraction, so that near ids sort too."""
    milliseconds, rest = divmod(time.time_ns(), _NANOSECONDS_PER_MILLISECOND)
    fraction = rest * 4096 // _NANOSECONDS_PER_MILLISECOND
    value = milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
