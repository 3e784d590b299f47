"""Pictures of what papers look like, kept to be looked at."""

import os
import subprocess
from pathlib import Path

PICTURES = Path(os.environ.get("MEMBERZONE_SCREENSHOTS", "build/screenshots")) / "papers"


def picture_pages(pdf: Path, name: str) -> list[Path]:
    """The pages of a PDF as pictures `name`-1.png and so on, in their order."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob(f"{name}-*.png"):
        old.unlink()
    command = ["pdftoppm", "-r", "60", "-png", str(pdf), str(PICTURES / name)]
    subprocess.run(command, check=True, timeout=120)
    return sorted(PICTURES.glob(f"{name}-*.png"))
