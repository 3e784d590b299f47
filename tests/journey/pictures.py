"""The pictures that the journeys make: each is looked at; three are the README's and the guides'."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Page

from tests.journey.browser import SCREENSHOTS, look

PICTURES = (Path("docs/pictures"), Path("gateway/static/guide"))
KEPT = {"14-answered-is-it-done": "request", "09-home": "member-home", "06-worklist": "worklist"}


def show(page: Page, name: str) -> None:
    """Look at the page; MEMBERZONE_PICTURES=1 also renews the pictures that are kept."""
    look(page, name)
    if os.environ.get("MEMBERZONE_PICTURES") == "1" and name in KEPT:
        for folder in PICTURES:
            shutil.copy(SCREENSHOTS / f"{name}.png", folder / f"{KEPT[name]}.png")
