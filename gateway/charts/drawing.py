"""Draws charts, and remembers what it drew by its content.

The drawing library holds a JavaScript engine that hangs in a child forked after its first use: it is imported
where it is used, by gunicorn's workers and never by what forks them (docs/decisions/0150).
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from gateway.charts.fonts import typeface

SCALE = 2.5
_OPENING = re.compile(r"<svg ([^>]*)>")
# The size stands in the view box: pages and paper make a chart as wide as their column.
_SIZE = re.compile(r'(?<![-\w])(?:width|height|class|version|xmlns:xlink)="[^"]*" ?')
_TOLD = re.compile(r' (?:role|aria-label|aria-roledescription|aria-hidden)="[^"]*"')


def svg(spec: Mapping[str, Any], sentence: str) -> str:
    """The chart as one SVG element without scripts or styles; `sentence` says what it shows."""
    return _svg(_content(spec), sentence)


def png(spec: Mapping[str, Any]) -> bytes:
    """The chart as a picture, for files that cannot hold drawings."""
    return _png(_content(spec))


def _content(spec: Mapping[str, Any]) -> str:
    return json.dumps(spec, sort_keys=True)


@lru_cache(maxsize=256)
def _svg(content: str, sentence: str) -> str:
    drawn = _library().vegalite_to_svg(content)
    opening = _OPENING.match(drawn)
    if opening is None:
        raise ValueError("the drawing does not begin with <svg>")
    # Told as one picture: number by number, the table beside it is read out better.
    told = f'<svg role="img" {_SIZE.sub("", opening[1]).strip()}><title>{escape(sentence)}</title>'
    return told + _quiet(drawn[opening.end() :])


@lru_cache(maxsize=64)
def _png(content: str) -> bytes:
    drawn: bytes = _library().vegalite_to_png(content, scale=SCALE)
    return drawn


@lru_cache(maxsize=1)
def _library() -> Any:
    import vl_convert

    vl_convert.register_font_directory(typeface().name)
    return vl_convert


def _quiet(inside: str) -> str:
    return _TOLD.sub("", inside)
