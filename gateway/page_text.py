"""Characters that no page may have: kept as they were typed, shown as a replacement character."""

import re

from flask import Flask, Response

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF)
)
_NEVER = re.compile(f"[{_CONTROLS}{_NONCHARACTERS}]")
# Of a page in UTF-8 nearly all is plain: without it, little is left to look through.
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"


def keep_to_characters_of_pages(app: Flask) -> None:
    """Whatever a draft or an older text holds, every page of `app` is valid HTML."""
    app.after_request(_replace)


def _replace(response: Response) -> Response:
    if response.mimetype != "text/html" or response.is_streamed:
        return response
    page = response.get_data()
    if _NEVER.search(page.translate(None, _PLAIN).decode()):
        response.set_data(_NEVER.sub(REPLACEMENT, page.decode()))
    return response
