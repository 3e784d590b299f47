"""Addresses of static files that change with their content, so that browsers may keep them for ever."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

VERSIONED_BY_FOLDER = "vendor/"
FOR_EVER = "public, max-age=31536000, immutable"


def keep_static_files(app: Flask) -> None:
    """`url_for("static", …)` carries the content's mark; the answers to such addresses may be kept."""
    folder = Path(app.static_folder or "")

    @app.url_defaults
    def add_mark(endpoint: str, values: dict[str, Any]) -> None:
        name = str(values.get("filename", ""))
        if endpoint == "static" and not name.startswith(VERSIONED_BY_FOLDER) and (folder / name).is_file():
            values.setdefault("v", _mark(folder / name, (folder / name).stat().st_mtime_ns))

    @app.after_request
    def let_it_be_kept(response: Response) -> Response:
        name = str((request.view_args or {}).get("filename", ""))
        if request.endpoint == "static" and response.status_code in (200, 304):
            marked = "v" in request.args or name.startswith(VERSIONED_BY_FOLDER)
            response.headers["Cache-Control"] = FOR_EVER if marked else "no-cache"
        return response


@lru_cache(maxsize=64)
def _mark(path: Path, changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]
