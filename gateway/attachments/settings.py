"""Where files are kept and who looks for viruses in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import fsspec

from services.chassis.settings import Environment, SettingError

FOLDER = "files"


@dataclass(frozen=True)
class FileSettings:
    """`url`: of a folder, in the way of fsspec. `clamd`: `unix:/path` or `host:port`, None for no scanner."""

    url: str = "memory://files"
    clamd: str | None = None


def file_settings(values: Mapping[str, str]) -> FileSettings:
    """FILES_URL (a folder of the copy unless it is set) and CLAMD. Raises SettingError."""
    environment = Environment(values)
    var = Path(environment.text("MEMBERZONE_VAR", "var"))
    url = environment.text("FILES_URL", (var.resolve() / FOLDER).as_uri())
    try:
        fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise SettingError(f"FILES_URL cannot be used ({error}): set it to the URL of a folder.") from None
    clamd = values.get("CLAMD", "").strip() or None
    if clamd and not clamd.startswith("unix:/") and not clamd.rpartition(":")[2].isdigit():
        raise SettingError(f"CLAMD is {clamd!r}: set it to unix:/path/of/the/socket or host:port.")
    return FileSettings(url, clamd)
