"""What members and officers do on their pages, by what they read there; with or without JavaScript."""

import re
from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from services.chassis.clock import council_date

SUBJECT = "Pothole at the school gate"
HAPPENED = "The hole is a hand deep, right at the crossing.\n\nTwo children have fallen."
ASK = "Fill the hole before the winter term starts, and cone it off until then."
ADVICE = "If a road is blocked or somebody may be hurt, do not wait for an answer here"
REFERENCE = re.compile(r"MZ-\d{4}-\d{6}-[0-9A-Z*]")


def fill_in_a_request(member: Page, subject: str = SUBJECT, scripts: bool = True) -> None:
    """Everything that a request needs. `scripts`: whether the browser runs any, which bring the advice."""
    member.get_by_label("Action: something should be done").check()
    member.get_by_label("What is it about?").select_option("Potholes and road surfaces")
    if scripts:
        expect(member.get_by_text(ADVICE)).to_be_visible()
    member.get_by_label("Place").fill("Longrow, outside the library")
    member.get_by_label("Subject").fill(subject)
    member.get_by_label("What happened?").fill(HAPPENED)
    member.get_by_label("What do you ask for?").fill(ASK)


def send_the_request(member: Page) -> str:
    """Send it, and read the reference that comes back."""
    member.get_by_role("button", name="Send to the service").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Your request is on its way")
    return reference_on(member)


def reference_on(page: Page) -> str:
    """The first reference that the page shows."""
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found
    return found.group()


def raise_a_request(member: Page, subject: str = SUBJECT) -> str:
    """From the start page to the reference."""
    member.get_by_role("button", name="Raise a request").click()
    fill_in_a_request(member, subject)
    return send_the_request(member)


def open_request(page: Page, site_url: str, reference: str) -> None:
    """Go to a request by its address."""
    page.goto(f"{site_url}/requests/{reference}")


def ask_the_member(officer: Page, question: str) -> None:
    """A question, from the request's page."""
    officer.get_by_role("link", name=re.compile("^Ask .* a question$")).click()
    officer.get_by_label("Your question").fill(question)
    officer.get_by_role("button", name="Send the question").click()
    told(officer, "Your question is with")


def write(member: Page, message: str) -> None:
    """A message, or the answer to a question, on the request's page."""
    member.get_by_label("Your message").fill(message)
    member.get_by_role("button", name="Send to Roads and Infrastructure").click()
    told(member, "Your message is with Roads and Infrastructure.")


def fill_in_a_first_answer(officer: Page) -> None:
    """Who has it (the officer, as the form offers), what next, and when the member hears again."""
    day = next_working_day()
    officer.get_by_label("Your message").fill("We have been to see it. It is as deep as you say.")
    officer.get_by_label("What happens next").fill("A crew cones it off and measures it.")
    fill_in_a_date(officer, day)


def fill_in_a_date(page: Page | Locator, day: date) -> None:
    """The only date of the page, or of a part of it."""
    for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(box).fill(str(value))


def yesterday() -> date:
    """In the council's zone."""
    return council_date(datetime.now(UTC)) - timedelta(days=1)


def give_a_first_answer(officer: Page) -> None:
    """From the request's page."""
    officer.get_by_role("button", name="Give a first answer").click()
    fill_in_a_first_answer(officer)
    officer.get_by_role("button", name="Send the first answer").click()
    told(officer, "Your first answer is with")


def answer_in_full(officer: Page) -> None:
    """From the request's page, once there was a first answer."""
    officer.get_by_role("button", name="Answer in full").click()
    officer.get_by_label("Done as asked").check()
    officer.get_by_label("Your answer").fill("The hole is filled, and the edge is made good.")
    officer.get_by_role("button", name="Send the answer").click()
    told(officer, "Your answer is with")


def close_it(member: Page) -> None:
    """Say that it is done."""
    member.get_by_role("button", name="Yes, it is done: close it").click()
    told(member, "The request is closed.")


def told(page: Page, words: str) -> None:
    """The banner says so."""
    expect(page.locator(".govuk-notification-banner")).to_contain_text(words)


def next_working_day() -> datetime:
    """The day after tomorrow, or the Monday after it."""
    day = datetime.combine(council_date(datetime.now(UTC)), datetime.min.time(), UTC) + timedelta(days=2)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def press_until_focused(page: Page, name: str, within: str = "body") -> None:
    """Tab on until what has this name is focused."""
    wanted = (
        page.locator(within).get_by_role("button", name=name).or_(page.locator(within).get_by_label(name))
    )
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not get to {name!r}")
