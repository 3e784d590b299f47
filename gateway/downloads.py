"""Answers that are files to save, and never shown in place."""

import unicodedata
from urllib.parse import quote

from flask import Response


def as_attachment(response: Response, name: str) -> Response:
    """Have it saved under `name`: in every alphabet, with plain letters for what reads no others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().replace('"', "")
    plain = f"file{plain}" if not plain or plain.startswith(".") else plain
    saved = f'attachment; filename="{plain}"'
    if plain != name:
        saved += f"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = saved
    return response
