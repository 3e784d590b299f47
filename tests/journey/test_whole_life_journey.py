"""A request's whole life in a real browser: every hand that it goes through, and who sees what of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from gateway.wording import date_in_full
from tests.journey import people_at_work as work
from tests.journey.browser import DESK, PHONE
from tests.journey.pictures import show
from tests.journey.site import Site
from tests.machines.copy import Copy
from tests.working_days import a_working_day, yesterday

AT_A_DESK = {"viewport": DESK}
ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
MEMBER = "mairead.galbraith@members.memberzone.example"
COLLEAGUE = "isla.drummond@members.memberzone.example"  # of the same ward
OFFICER = "sandra.bannerman@officers.memberzone.example"
HEAD = "alan.corriemore@officers.memberzone.example"
DIRECTOR = "douglas.threipland@officers.memberzone.example"
OF_EDUCATION = "frances.duthie@officers.memberzone.example"
GOVERNANCE = "ruth.selkirk@officers.memberzone.example"
NOTE = "The contractor is in dispute with us about this junction."


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A copy with the demonstration council."""
    with Copy() as copy:
        yield Site(copy.url, copy.sign_in_password)


def act(page: Page, link: str) -> None:
    """Follow one of the links under what can be done."""
    page.get_by_role("link", name=link, exact=True).click()


def sent(page: Page, button: str, told: str) -> None:
    """Send the form; the request's page says what came of it."""
    page.get_by_role("button", name=button, exact=True).click()
    work.told(page, told)


def refused(page: Page, button: str) -> None:
    """Send the form as it is; the page says what is missing."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text("There is something to put right")).to_be_visible()


def test_a_request_goes_through_every_hand(chromium: Browser, site: Site) -> None:
    with (
        site.signed_in(chromium, MEMBER, **AT_A_DESK) as member,
        site.signed_in(chromium, OFFICER, **AT_A_DESK) as officer,
        site.signed_in(chromium, HEAD, **AT_A_DESK) as head,
        site.signed_in(chromium, OF_EDUCATION, **AT_A_DESK) as education,
        site.signed_in(chromium, COLLEAGUE, **ON_A_PHONE) as other_member,
    ):
        reference = work.raise_a_request(member)
        escalated_and_urgent(member, head, site, reference)
        agreed(member, officer, site, reference)
        contributed_and_noted(member, officer, education, site, reference)
        shared_and_joined(member, other_member, site, reference)
        planned_answered_and_asked_again(member, officer, site, reference)
        seen_by_who_joined(other_member, site, reference)
        passed_on_and_merged(member, officer, education, site, reference)


def escalated_and_urgent(member: Page, head: Page, site: Site, reference: str) -> None:
    """It stands with the head of service, who makes it urgent."""
    work.open_request(member, site.url, reference)
    show(member, "60-request-and-all-that-a-member-may-do")
    act(member, "Escalate it")
    refused(member, "Escalate it")
    show(member, "61-escalate-with-an-error")
    member.get_by_label("Why you escalate it").fill("It was promised in spring.")
    sent(member, "Escalate it", "It is escalated.")
    act(member, "Ask for it to be urgent")
    member.get_by_label("Why it is urgent").fill("School begins on Monday.")
    show(member, "62-ask-for-urgency")
    sent(member, "Ask for it to be urgent", "The head of the service is asked")
    work.open_request(head, site.url, reference)
    expect(head.get_by_text("School begins on Monday.").first).to_be_visible()
    show(head, "63-request-of-a-head-with-urgency-to-decide")
    sent(head, "Make it urgent", "It is urgent from now on")


def agreed(member: Page, officer: Page, site: Site, reference: str) -> None:
    """The service proposes a date, and the member agrees."""
    day = a_working_day(70)
    work.open_request(officer, site.url, reference)
    show(officer, "64-request-and-all-that-an-officer-may-do")
    act(officer, "Propose another date for the answer")
    work.fill_in_a_date(officer, day)
    officer.get_by_label("Why this date").fill("The crew is on Islay until then.")
    show(officer, "65-propose-a-date")
    sent(officer, "Propose the date", "is asked to agree")
    work.open_request(member, site.url, reference)
    show(member, "66-a-date-is-proposed")
    sent(member, f"Agree to {date_in_full(day)}", "is agreed.")


def contributed_and_noted(member: Page, officer: Page, education: Page, site: Site, reference: str) -> None:
    """Education adds its part; the service keeps a note and a number; the member reads none of it."""
    work.open_request(officer, site.url, reference)
    act(officer, "Ask another service for its part")
    officer.get_by_label("Service", exact=True).select_option("Education")
    show(officer, "67-ask-for-a-part")
    sent(officer, "Ask for its part", "The service is asked for its part.")
    work.open_request(education, site.url, reference)
    education.get_by_role("button", name="Add your service’s part").click()
    education.get_by_label("Your service’s part").fill("The crossing patrol starts at 8:30.")
    show(education, "68-add-your-part")
    sent(education, "Send your part", "Your part is with Roads and Infrastructure.")
    show(education, "69-request-of-a-contributing-service")
    work.open_request(officer, site.url, reference)
    act(officer, "Add a note for your own side")
    officer.get_by_label("Your note").fill(NOTE)
    sent(officer, "Save the note", "Your note is kept.")
    act(officer, "Note your job number")
    officer.get_by_label("Job number").fill("WDM-4711")
    sent(officer, "Save", "The job number is noted.")
    show(officer, "70-notes-and-parts-that-only-services-read")
    work.open_request(member, site.url, reference)
    for words in (NOTE, "The crossing patrol starts", "WDM-4711"):
        expect(member.get_by_text(words)).to_have_count(0)


def shared_and_joined(member: Page, other_member: Page, site: Site, reference: str) -> None:
    """A colleague of the ward asks to join, on a phone, and is let in."""
    act(member, "Choose who else may see it")
    member.get_by_label("The other members of the ward").check()
    show(member, "71-sharing")
    sent(member, "Save", "That is who may see it now.")
    work.open_request(other_member, site.url, reference)
    show(other_member, "72-phone-glimpse-of-a-colleagues-request")
    sent(other_member, "Ask to join", "is asked to let you join")
    show(other_member, "73-phone-asked-to-join")
    work.open_request(member, site.url, reference)
    show(member, "74-somebody-asks-to-join")
    member.get_by_role("button", name=re.compile("^Let them join")).click()
    work.told(member, "They have joined")


def planned_answered_and_asked_again(member: Page, officer: Page, site: Site, reference: str) -> None:
    """A first answer, a day for the work, an answer that can be passed on; and more is needed."""
    work.open_request(officer, site.url, reference)
    work.give_a_first_answer(officer)
    act(officer, "Set a day for the work")
    work.fill_in_a_date(officer, a_working_day())
    officer.get_by_label("Your message").fill("The crew fills the hole on that day.")
    show(officer, "75-set-a-day-for-the-work")
    sent(officer, "Set the day", "is told on which day")
    officer.get_by_role("button", name="Answer in full").click()
    officer.get_by_label("Passed to an outside body").check()
    officer.get_by_label("Who it is for now").select_option("Scottish Water")
    officer.get_by_label("Your answer").fill("The hole is filled. The drain below it is Scottish Water’s.")
    officer.get_by_label("What of it may go to the constituent").fill("The hole is filled.")
    show(officer, "76-full-answer-that-is-passed-on")
    sent(officer, "Send the answer", "Your answer is with")
    work.open_request(member, site.url, reference)
    show(member, "77-answered-and-passed-on")
    act(member, "Ask for more")
    member.get_by_label("What is still needed").fill("The drain has burst.")
    sent(member, "Ask Roads and Infrastructure for more", "has it again")


def seen_by_who_joined(other_member: Page, site: Site, reference: str) -> None:
    """The service's words, and neither the member's own nor a note."""
    work.open_request(other_member, site.url, reference)
    expect(other_member.get_by_text("The crew fills the hole on that day.")).to_be_visible()
    for words in (NOTE, "The drain has burst.", "Two children have fallen."):
        expect(other_member.get_by_text(words)).to_have_count(0)
    show(other_member, "78-phone-request-that-one-joined")


def passed_on_and_merged(member: Page, officer: Page, education: Page, site: Site, reference: str) -> None:
    """To Education; and what was asked a second time goes on in it."""
    work.open_request(officer, site.url, reference)
    act(officer, "Pass it to another service")
    show(officer, "79-pass-it-on")
    refused(officer, "Pass it on")
    officer.get_by_label("Service and category").select_option(label="School estate")
    officer.get_by_label("Why it is theirs").fill("The drain is inside the school’s grounds.")
    sent(officer, "Pass it on", "It is with the other service now")
    show(officer, "80-what-the-former-service-sees")
    member.goto(site.url)
    again = work.raise_a_request(member, subject="The same hole again")
    work.open_request(officer, site.url, again)
    act(officer, "Pass it to another service")
    officer.get_by_label("Service and category").select_option(label="School estate")
    officer.get_by_label("Why it is theirs").fill("As the other one.")
    sent(officer, "Pass it on", "It is with the other service now")
    work.open_request(education, site.url, again)
    act(education, "Merge it into another request")
    education.get_by_label("Reference of the other request").fill(reference)
    show(education, "81-merge")
    sent(education, "Merge it", "It goes on in the other request.")
    work.open_request(member, site.url, again)
    expect(member.get_by_text(f"It goes on in {reference}.")).to_be_visible()
    show(member, "82-merged")
    work.open_request(member, site.url, reference)
    show(member, "83-a-long-story")


def test_members_constituents_and_what_governance_does(chromium: Browser, site: Site) -> None:
    with (
        site.signed_in(chromium, "catriona.maclennan@members.memberzone.example", **AT_A_DESK) as member,
        site.signed_in(chromium, GOVERNANCE, **AT_A_DESK) as governance,
        site.signed_in(chromium, DIRECTOR, **AT_A_DESK) as director,
    ):
        reference = work.raise_a_request(member)
        work.open_request(member, site.url, reference)
        act(member, "Say for which constituent it is")
        refused(member, "Save")
        show(member, "84-constituent-with-errors")
        member.get_by_label("Name", exact=True).fill("Una Farquhar")
        member.get_by_label("How to reach them", exact=True).fill("12 Longrow")
        member.get_by_label("What they agreed to").fill("That the service knows who she is.")
        member.get_by_label("How they agreed").fill("At my surgery.")
        work.fill_in_a_date(member, yesterday())
        sent(member, "Save", "It is noted for whom you ask")
        work.write(member, "Sent to the wrong request.")
        show(member, "85-request-for-a-constituent")
        member.get_by_role("link", name="Take this back").click()
        show(member, "86-take-a-message-back")
        sent(member, "Take it back", "The message is taken back.")
        act(member, "Put right what it is about")
        show(member, "87-put-right")
        expect(governance.get_by_role("heading", level=1)).to_have_text("Find a request")
        show(governance, "88-find-a-request")
        governance.get_by_label("Reference").fill(reference)
        governance.get_by_role("button", name="Open it").click()
        show(governance, "89-request-of-governance")
        act(governance, "Redact it")
        show(governance, "90-redact")
        expect(director.get_by_role("heading", level=1)).to_have_text("Worklist")
        show(director, "91-worklist-of-a-director")
