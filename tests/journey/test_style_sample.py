"""The face in a real browser: axe-clean, quiet, at desk and phone width, with and without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.gateway.style_sample import sample_app
from tests.journey.browser import check_width, look, quiet_page
from tests.machines.served import served

PAGES = ["portfolio", "request", "form", "sent", "told", "stale", "away", "fault/404", "broken"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the sample is served."""
    with served(sample_app()) as url:
        yield url


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_good_at_a_desk(desktop_page: Page, address: str, name: str) -> None:
    desktop_page.goto(f"{address}/{name}")
    look(desktop_page, f"sample-desk-{name.replace('/', '-')}")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_good_on_a_phone(phone_page: Page, address: str, name: str) -> None:
    phone_page.goto(f"{address}/{name}")
    look(phone_page, f"sample-phone-{name.replace('/', '-')}")


def test_errors_are_good_and_take_the_reader_to_the_field(desktop_page: Page, address: str) -> None:
    desktop_page.goto(f"{address}/form")
    desktop_page.get_by_label("Day").fill("31")
    desktop_page.get_by_role("button", name="Send to the service").click()
    expect(desktop_page).to_have_title(re.compile("^Error: "))
    look(desktop_page, "sample-desk-errors")
    desktop_page.get_by_role("link", name="must include a month and year").click()
    expect(desktop_page.get_by_label("Month")).to_be_focused()


def test_the_form_works_without_javascript(no_javascript_page: Page, address: str) -> None:
    page = no_javascript_page
    page.goto(f"{address}/form")
    page.get_by_label("Subject", exact=True).fill("Pothole")
    page.get_by_label("The ask").fill("Fill it")
    page.get_by_label("Action").check()
    page.get_by_role("button", name="Send to the service").click()
    expect(page).to_have_title("Your request is on its way – Member Zone")


def test_the_reader_is_warned_before_an_idle_sign_out(desktop_page: Page, address: str) -> None:
    page = desktop_page
    page.clock.install()
    page.goto(f"{address}/request")
    dialog = page.locator("#idle-warning")
    page.clock.fast_forward("12:59")
    expect(dialog).to_be_hidden()
    page.clock.fast_forward("00:02")
    expect(dialog).to_be_visible()
    look(page, "sample-desk-idle-warning")
    page.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()
    page.clock.fast_forward("16:00")
    expect(dialog.get_by_text("You have been signed out")).to_be_visible()


def test_a_draft_is_saved_when_typing_pauses(desktop_page: Page, address: str) -> None:
    desktop_page.goto(f"{address}/request")
    desktop_page.get_by_label("Message").press_sequentially("It is the north gate.")
    expect(desktop_page.get_by_role("status")).to_have_text("Draft saved at midday")
    look(desktop_page, "sample-desk-draft")


@pytest.mark.parametrize("name", ["portfolio", "request", "form"])
def test_nothing_scrolls_sideways_at_four_times_the_size(chromium: Browser, address: str, name: str) -> None:
    with quiet_page(chromium, viewport={"width": 320, "height": 256}) as page:
        page.goto(f"{address}/{name}")
        check_width(page)


def test_the_keyboard_skips_to_the_content(desktop_page: Page, address: str) -> None:
    desktop_page.goto(f"{address}/portfolio")
    desktop_page.keyboard.press("Tab")
    expect(desktop_page.get_by_role("link", name="Skip to main content")).to_be_focused()
    desktop_page.keyboard.press("Enter")
    expect(desktop_page.locator("#main-content")).to_be_focused()


def test_the_menu_opens_on_a_phone(phone_page: Page, address: str) -> None:
    phone_page.goto(f"{address}/portfolio")
    expect(phone_page.get_by_role("link", name="Your ward")).to_be_hidden()
    phone_page.get_by_role("button", name="Show the menu").click()
    expect(phone_page.get_by_role("link", name="Your ward")).to_be_visible()
    look(phone_page, "sample-phone-menu")


def test_gaelic_letters_are_drawn_in_our_own_font(desktop_page: Page, address: str) -> None:
    desktop_page.goto(f"{address}/request")
    loaded = "document.fonts.ready.then(() => document.fonts.check('400 19px \"Source Sans 3\"', 'àòÀÒ'))"
    assert desktop_page.evaluate(loaded)
