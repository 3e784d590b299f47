"""The gateway dies when a command is carried out and before the browser is sent on (fault 25)."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Error as BrowserError

from tests.journey import people_at_work as work
from tests.journey.browser import DESK
from tests.journey.site import Site
from tests.machines.copy import Copy

MEMBER = "mairead.galbraith@members.memberzone.example"
SUBJECT = "Streetlight out at the pier"


@pytest.fixture
def fuse(tmp_path: Path) -> Path:
    """While this file is there, the next command answered kills the gateway's worker."""
    return tmp_path / "fuse"


@pytest.fixture
def copy(fuse: Path) -> Iterator[Copy]:
    """A copy with the demonstration council."""
    with Copy(environment={"MEMBERZONE_CRASH_AT": f"command_answered@{fuse}"}) as copy:
        yield copy


def test_a_form_sent_again_after_the_gateway_died_raises_the_request_once(
    chromium: Browser, copy: Copy, fuse: Path
) -> None:
    site = Site(copy.url, copy.sign_in_password)
    # A context of its own: a browser rightly complains in its console when a server dies.
    context = chromium.new_context(locale="en-GB", timezone_id="Europe/London", viewport=DESK)
    page = context.new_page()
    site.sign_in(page, MEMBER)
    page.get_by_role("button", name="Raise a request").click()
    work.fill_in_a_request(page, SUBJECT)
    fuse.touch()
    with suppress(BrowserError):
        page.get_by_role("button", name="Send to the service").click()
    assert not fuse.exists(), "the gateway did not die"
    if "/sent" not in page.url:  # else the browser has sent the form again of its own accord
        page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request is on its way")
    reference = work.reference_on(page)
    page.goto(f"{copy.url}/requests")
    expect(page.get_by_role("link", name=SUBJECT)).to_have_count(1)
    expect(page.get_by_text(reference)).to_be_visible()
    context.close()
