"""The pictures that the journeys make: each is looked at; some are the README's and the guides'."""

import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.journey.browser import SCREENSHOTS, look

README, GUIDES = Path("docs/pictures"), Path("gateway/static/guide")
KEPT = {
    "14-answered-is-it-done": ("request", (README, GUIDES)),
    "09-home": ("member-home", (README, GUIDES)),
    "06-worklist": ("worklist", (README, GUIDES)),
    "88-logged-by-keyboard": ("desk-log", (GUIDES,)),
}
COLOURS = 128  # enough for pages, in a third of the bytes


def show(page: Page, name: str) -> None:
    """Look at the page; MEMBERZONE_PICTURES=1 also renews the pictures that are kept."""
    look(page, name)
    if os.environ.get("MEMBERZONE_PICTURES") == "1" and name in KEPT:
        kept, folders = KEPT[name]
        picture = Image.open(SCREENSHOTS / f"{name}.png").convert("RGB").quantize(COLOURS)
        for folder in folders:
            picture.save(folder / f"{kept}.png", optimize=True)
