"""Pictures are drawn anew in a process of their own, so that nothing but the picture is left."""

import subprocess
import sys
from pathlib import Path

from gateway.attachments.refused import FileRefused

PROGRAM = Path(__file__).with_name("picture_process.py")
LONGEST_SECONDS = 60
# Exit codes of the program that have a sentence of their own.
TOO_MANY_PIXELS = 3
TOO_LARGE = 4


def cleaned(name: str, data: bytes, form: str) -> bytes:
    """The picture alone, upright. `form`: JPEG, PNG or WEBP. Raises FileRefused."""
    try:
        drawn = subprocess.run(
            [sys.executable, "-I", str(PROGRAM), form],
            input=data,
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(_too_much(name)) from None
    if drawn.returncode == TOO_MANY_PIXELS:
        raise FileRefused(_too_much(name))
    if drawn.returncode == TOO_LARGE:
        raise FileRefused(f"“{name}” cannot be made small enough. Save it as JPEG, and add that.")
    if drawn.returncode != 0 or not drawn.stdout:
        raise FileRefused(f"“{name}” cannot be opened as a picture. Open it, save it anew, and add that.")
    return drawn.stdout


def _too_much(name: str) -> str:
    return f"“{name}” has too many pixels: up to 60 million are taken. Make it smaller, and add that."
