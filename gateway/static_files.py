"""Addresses of static files that change with their content, so that browsers may keep them for ever."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

VERSIONED_BY_FOLDER = "vendor/"
FOR_EVER = "public, max-age=31536000, immutable"


def keep_static_files(app: Flask) -> None:
    """`url_for("static", …)` carries the content's mark; the answers to such addresses may be kept."""
    marks = _marks(Path(app.static_folder)) if app.static_folder else {}

    @app.url_defaults
    def add_mark(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and (mark := marks.get(str(values.get("filename", "")))):
            values.setdefault("v", mark)

    @app.after_request
    def let_it_be_kept(response: Response) -> Response:
        name = str((request.view_args or {}).get("filename", ""))
        if request.endpoint == "static" and response.status_code in (200, 304):
            marked = "v" in request.args or name.startswith(VERSIONED_BY_FOLDER)
            response.headers["Cache-Control"] = FOR_EVER if marked else "no-cache"
        return response


def _marks(folder: Path) -> dict[str, str]:
    """The marks of the files in and below a folder, by their names there; read once, at the start."""
    names = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    versioned_by_mark = (name for name in names if not name.startswith(VERSIONED_BY_FOLDER))
    return {name: sha256((folder / name).read_bytes()).hexdigest()[:12] for name in versioned_by_mark}
