"""Feedback in a real browser: closed, found wanting, opened again; and a suggestion from the page at hand."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey import people_at_work as work
from tests.journey.browser import DESK, PHONE
from tests.journey.pictures import show
from tests.journey.site import Site
from tests.machines.copy import Copy

AT_A_DESK = {"viewport": DESK}
ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
MEMBER = "mairead.galbraith@members.memberzone.example"
OFFICER = "sandra.bannerman@officers.memberzone.example"
COMMENT = "The road is still in poor condition."


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A copy with the demonstration council."""
    with Copy() as copy:
        yield Site(copy.url, copy.sign_in_password)


def test_an_unhappy_member_opens_the_request_again_and_suggests_something(
    chromium: Browser, site: Site
) -> None:
    with (
        site.signed_in(chromium, MEMBER, **ON_A_PHONE) as member,
        site.signed_in(chromium, OFFICER, **AT_A_DESK) as officer,
    ):
        reference = work.raise_a_request(member)
        work.open_request(officer, site.url, reference)
        work.give_a_first_answer(officer)
        work.answer_in_full(officer)
        work.open_request(member, site.url, reference)
        work.close_it(member)
        said_unhappily(member)
        work.open_request(officer, site.url, reference)
        expect(officer.get_by_text(COMMENT)).to_be_visible()
        show(officer, "80-what-the-member-said")
        opened_again(member)
        suggested(member)


def said_unhappily(member: Page) -> None:
    """The page asks at once."""
    member.get_by_role("button", name="Say how it went").click()
    show(member, "81-how-did-it-go")
    member.get_by_label("Unhappy", exact=True).check()
    member.get_by_label("Poor", exact=True).check()
    member.get_by_label("Your comment").fill(COMMENT)
    member.get_by_role("button", name="Send", exact=True).click()
    work.told(member, "We are sorry that it did not go well.")
    expect(member.get_by_text(COMMENT)).to_be_visible()
    show(member, "82-found-wanting")


def opened_again(member: Page) -> None:
    """What the answer offers."""
    member.get_by_role("link", name="Open it again").first.click()
    member.get_by_label("What is still needed").fill("The edge breaks off.")
    member.get_by_role("button", name="Open it again").click()
    work.told(member, "The request is open again")


def suggested(member: Page) -> None:
    """From the foot of the page."""
    member.get_by_role("link", name="Suggest an improvement").click()
    member.get_by_label("What could be better?").fill("Let me add a photograph.")
    member.get_by_role("button", name="Send", exact=True).click()
    work.told(member, "Your suggestion is on the sounding board.")
    show(member, "83-sounding-board")
