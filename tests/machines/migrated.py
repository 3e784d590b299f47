"""Databases of services that are migrated once and copied wherever a test starts from nothing."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path


@cache
def migrated_sqlite(service: str) -> Path:
    """A SQLite file of the service as its migrations leave it; to be copied, not used. Gone in the end."""
    folder = Path(tempfile.mkdtemp(prefix="memberzone-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / f"{service}.sqlite3"
    variables = {"MEMBERZONE_VAR": str(folder), f"DATABASE_URL_{service.upper()}": f"sqlite:///{file}"}
    command = [sys.executable, "-m", f"services.{service}", "migrate"]
    subprocess.run(command, env=os.environ | variables, check=True, capture_output=True, timeout=60)
    return file
