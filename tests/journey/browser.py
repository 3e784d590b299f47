"""Debian's Chromium under Playwright: pages for desk, phone and no JavaScript, axe, screenshots."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What it finds to be right is not told: to write down every element of a page takes as long again.
AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
# How long a busy machine may take for what is waited for, in milliseconds.
LONGEST_WAIT = 90_000
SCREENSHOTS = Path(os.environ.get("MEMBERZONE_SCREENSHOTS", "build/screenshots"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole session; each page gets a context of its own."""
    expect.set_options(timeout=LONGEST_WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def desktop_page(chromium: Browser) -> Iterator[Page]:
    """A page at desk width."""
    with quiet_page(chromium, viewport=DESK) as page:
        yield page


@pytest.fixture
def phone_page(chromium: Browser) -> Iterator[Page]:
    """A page 360 pixels wide, touched and not clicked."""
    with quiet_page(chromium, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2) as page:
        yield page


@pytest.fixture
def no_javascript_page(chromium: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    with quiet_page(chromium, viewport=DESK, java_script_enabled=False) as page:
        yield page


@contextmanager
def quiet_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a fresh context (so: signed out), in British English and local time.

    On leaving, everything the console complained of is an error, unless the page's own answer said so:
    Chromium also logs each answer of 400 or more to a navigation.
    """
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", **options)
    context.set_default_timeout(LONGEST_WAIT)
    page = context.new_page()
    complaints: list[str] = []
    refused_pages: set[str] = set()
    page.on("console", lambda message: note_complaint(message, complaints, refused_pages))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda response: note_refused_page(response, refused_pages))
    yield page
    context.close()
    assert not complaints, "the browser's console complained: " + "; ".join(complaints)


def note_complaint(message: ConsoleMessage, complaints: list[str], refused_pages: set[str]) -> None:
    """Keep errors and warnings; a page that answered with an error status on purpose is none."""
    expected = message.text.startswith("Failed to load resource") and message.location["url"] in refused_pages
    if message.type in ("error", "warning") and not expected:
        complaints.append(f"{message.text} ({message.location['url']})")


def note_refused_page(response: Response, refused_pages: set[str]) -> None:
    """Remember whole pages that answered 400 or more: error pages are looked at, too."""
    if response.status >= 400 and response.request.is_navigation_request():
        refused_pages.add(response.url)


def look(page: Page, name: str) -> None:
    """Keep a picture as `name`.png; fail on anything axe finds and on a page wider than its window."""
    picture(page, name)
    check_accessibility(page)
    check_width(page)


def picture(page: Page, name: str) -> Path:
    """A screenshot of the whole page; where it was put."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    # Hiding the caret would leave style attributes behind, which htmx copies and the policy then forbids.
    page.screenshot(path=path, full_page=True, caret="initial")
    return path


def check_accessibility(page: Page) -> None:
    """Fail on any violation of WCAG 2.2 A and AA or of axe's best practice."""
    results = Axe().run(page, options=AXE)
    found = [
        f"{violation['id']}: {violation['help']}: {[node['html'][:200] for node in violation['nodes']]}"
        for violation in results.response["violations"]
    ]
    assert not found, f"axe found at {page.url}:\n" + "\n".join(found)


def check_width(page: Page) -> None:
    """Fail when the page is wider than the window."""
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} pixels wider than the window"
