"""The pictures that the journeys make: each is looked at, and three of them are the README's."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Page

from tests.journey.browser import SCREENSHOTS, look

PICTURES = Path("docs/pictures")
IN_THE_README = {"14-answered-is-it-done": "request", "09-home": "member-home", "06-worklist": "worklist"}


def show(page: Page, name: str) -> None:
    """Look at the page; MEMBERZONE_PICTURES=1 also renews the README's pictures."""
    look(page, name)
    if os.environ.get("MEMBERZONE_PICTURES") == "1" and name in IN_THE_README:
        shutil.copy(SCREENSHOTS / f"{name}.png", PICTURES / f"{IN_THE_README[name]}.png")
