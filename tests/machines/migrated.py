"""Databases of services that are migrated once and copied wherever a test starts from nothing."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from services.contracts.names import SERVICES


def migrated_sqlite(service: str) -> Path:
    """A SQLite file of the service as its migrations leave it; to be copied, not used. Gone in the end."""
    return _migrated() / f"{service}.sqlite3"


@cache
def _migrated() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="memberzone-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    urls = {f"DATABASE_URL_{name.upper()}": f"sqlite:///{folder / name}.sqlite3" for name in SERVICES}
    variables = {"MEMBERZONE_VAR": str(folder), **urls}
    command = [sys.executable, "-m", "services.chassis.migrations", *SERVICES]
    subprocess.run(command, env=os.environ | variables, check=True, capture_output=True, timeout=120)
    return folder
