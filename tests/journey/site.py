"""A running copy as people see it: signing in at the demonstration provider, in browsers of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journey.browser import LONGEST_WAIT, quiet_page

MEMBER_ENTRY = "Sign in as a member"
OFFICER_ENTRY = "Sign in as an officer"


@dataclass(frozen=True)
class Site:
    """Where a copy is, and everybody's password at its demonstration provider."""

    url: str
    password: str

    @contextmanager
    def signed_in(self, browser: Browser, email: str, **options: Any) -> Iterator[Page]:
        """A quiet page on the start page of who has this address."""
        # The provider's own pages complain in the console about the provider's own policy.
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
        context.set_default_timeout(LONGEST_WAIT)
        self.sign_in(context.new_page(), email)
        cookies = context.storage_state()
        context.close()
        with quiet_page(browser, storage_state=cookies, **options) as page:
            page.goto(self.url)
            yield page

    def sign_in(self, page: Page, email: str) -> None:
        """Go from the front page through the provider and back."""
        page.goto(self.url)
        page.get_by_role("button", name="Sign in").or_(page.get_by_role("link", name="Sign in")).first.click()
        entry = MEMBER_ENTRY if "@members." in email else OFFICER_ENTRY
        page.get_by_role("button", name=entry).click()
        self.at_the_provider(page, email)

    def at_the_provider(self, page: Page, email: str) -> None:
        """Say who one is, and agree."""
        page.get_by_label("Login").fill(email)
        page.keyboard.press("Enter")
        page.get_by_role("textbox", name="Password").fill(self.password)
        page.keyboard.press("Enter")
        accept = page.get_by_role("button", name="Accept")
        expect(accept.or_(page.get_by_role("button", name="Sign out"))).to_be_visible()
        if accept.is_visible():
            accept.click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
