"""The main job in a real browser on a whole running copy: raised, followed, asked, answered, closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey import people_at_work as work
from tests.journey.browser import DESK, PHONE, SCREENSHOTS
from tests.journey.pictures import show
from tests.journey.site import Site
from tests.machines.copy import Copy

ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
AT_A_DESK = {"viewport": DESK}
OFFICER = "sandra.bannerman@officers.memberzone.example"
DESK_OFFICER = "karen.lindsay@officers.memberzone.example"
COLLEAGUE = "kenneth.loudon@officers.memberzone.example"
SIXTEEN_MINUTES = 16 * 60


def member_named(name: str) -> str:
    """The address of a member of the demonstration council. Each test has one to itself."""
    return f"{name}@members.memberzone.example"


@pytest.fixture(scope="module")
def clock_offset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """By how many seconds every clock of the copy is ahead."""
    file = tmp_path_factory.mktemp("clock") / "offset"
    file.write_text("0")
    return file


@pytest.fixture(scope="module")
def site(clock_offset: Path) -> Iterator[Site]:
    """A copy with the demonstration council: broker, services, gateway and identity provider."""
    with Copy(environment={"MEMBERZONE_CLOCK_OFFSET_FILE": str(clock_offset)}) as copy:
        yield Site(copy.url, copy.sign_in_password)


def test_a_request_goes_from_the_members_form_to_the_members_close(chromium: Browser, site: Site) -> None:
    mairead = member_named("mairead.galbraith")
    with (
        site.signed_in(chromium, mairead, **AT_A_DESK) as member,
        site.signed_in(chromium, OFFICER, **AT_A_DESK) as officer,
    ):
        reference = raised_and_followed(member)
        taken_and_asked(officer)
        answered_by_the_member(member, site)
        answered_first_and_in_full(officer, site, reference)
        closed_by_the_member(member, site, reference)


def raised_and_followed(member: Page) -> str:
    """From the empty home page to a message on the request's page; the reference."""
    expect(member.get_by_role("heading", name="Nothing is open")).to_be_visible()
    show(member, "00-home-of-a-new-member")
    member.get_by_role("button", name="Raise a request").click()
    member.get_by_role("button", name="Send to the service").click()
    show(member, "01-raise-with-errors")
    work.fill_in_a_request(member)
    expect(member.get_by_text("Draft saved at")).to_be_visible()
    show(member, "02-raise")
    reference = work.send_the_request(member)
    show(member, "03-sent")
    member.get_by_role("link", name="Your requests", exact=True).click()
    show(member, "04-portfolio")
    member.get_by_role("link", name=work.SUBJECT).click()
    show(member, "05-request-raised")
    work.write(member, "It has grown since this morning.")
    return reference


def taken_and_asked(officer: Page) -> None:
    """From the worklist to a question."""
    officer.reload()
    show(officer, "06-worklist")
    officer.get_by_role("link", name=work.SUBJECT).click()
    officer.get_by_role("button", name="Assign to me").click()
    work.told(officer, "It is assigned.")
    show(officer, "07-request-of-an-officer")
    work.ask_the_member(officer, "Is it the gate on Longrow, or the one on Stewart Road?")
    show(officer, "08-request-awaiting-the-member")


def answered_by_the_member(member: Page, site: Site) -> None:
    """From home, where the question waits."""
    member.goto(site.url)
    show(member, "09-home")
    member.get_by_role("link", name=work.SUBJECT).click()
    show(member, "10-request-with-a-question")
    work.write(member, "The one on Longrow.")


def answered_first_and_in_full(officer: Page, site: Site, reference: str) -> None:
    """Both answers, each on a page of its own."""
    work.open_request(officer, site.url, reference)
    officer.get_by_role("button", name="Give a first answer").click()
    work.fill_in_a_first_answer(officer)
    show(officer, "11-first-answer")
    officer.get_by_role("button", name="Send the first answer").click()
    officer.get_by_role("button", name="Answer in full").click()
    officer.get_by_role("radio", name="Done in part").check()
    expect(officer.get_by_label("What limits it")).to_be_visible()
    expect(officer.get_by_label("Who it is for now")).to_be_hidden()
    show(officer, "12-full-answer")
    officer.get_by_role("link", name="Back to the request").click()
    work.answer_in_full(officer)
    show(officer, "13-answered-for-the-officer")


def closed_by_the_member(member: Page, site: Site, reference: str) -> None:
    """Is it done? It is."""
    work.open_request(member, site.url, reference)
    show(member, "14-answered-is-it-done")
    work.close_it(member)
    show(member, "15-closed")
    member.goto(f"{site.url}/requests?state=finished")
    expect(member.get_by_role("link", name=work.SUBJECT)).to_be_visible()
    show(member, "16-portfolio-finished")


def test_everything_works_without_javascript(chromium: Browser, site: Site) -> None:
    plain = {**AT_A_DESK, "java_script_enabled": False}
    with (
        site.signed_in(chromium, member_named("torquil.semple"), **plain) as member,
        site.signed_in(chromium, COLLEAGUE, **plain) as officer,
    ):
        member.get_by_role("button", name="Raise a request").click()
        member.get_by_label("Subject").fill("Begun at lunch")
        member.get_by_role("button", name="Save and finish later").click()
        work.told(member, "Your draft is kept.")
        member.get_by_role("link", name="Go on with it").click()
        expect(member.get_by_label("Subject")).to_have_value("Begun at lunch")
        work.fill_in_a_request(member, subject="Lamp out on the pier", scripts=False)
        member.get_by_role("button", name="Send to the service").click()
        expect(member.get_by_text(work.ADVICE)).to_be_visible()
        reference = work.send_the_request(member)
        work.open_request(officer, site.url, reference)
        officer.get_by_role("button", name="Mark as read").click()
        expect(officer.get_by_role("button", name="Mark as read")).to_have_count(0)
        work.ask_the_member(officer, "Which lamp?")
        work.open_request(member, site.url, reference)
        member.get_by_role("button", name="Answer the question").click()
        work.write(member, "The last one.")
        work.open_request(officer, site.url, reference)
        work.give_a_first_answer(officer)
        work.answer_in_full(officer)
        work.open_request(member, site.url, reference)
        member.screenshot(path=SCREENSHOTS / "20-without-javascript.png", full_page=True)
        work.close_it(member)


def test_a_member_works_on_a_phone(chromium: Browser, site: Site) -> None:
    with (
        site.signed_in(chromium, member_named("isla.drummond"), **ON_A_PHONE) as member,
        site.signed_in(chromium, OFFICER, **ON_A_PHONE) as officer,
    ):
        show(member, "30-phone-home-of-a-new-member")
        reference = work.raise_a_request(member, subject="Bin never emptied, Taigh a’ Mhàil")
        show(member, "31-phone-sent")
        officer.reload()
        show(officer, "32-phone-worklist")
        work.open_request(officer, site.url, reference)
        work.ask_the_member(officer, "Which bin?")
        member.goto(site.url)
        show(member, "33-phone-home")
        member.get_by_role("link", name="Bin never emptied").click()
        show(member, "34-phone-request")
        work.write(member, "The one by the bus stop.")
        member.goto(f"{site.url}/requests?state=in_action")
        show(member, "35-phone-portfolio")
        member.goto(f"{site.url}/requests/raise")
        member.get_by_role("button", name="Send to the service").click()
        show(member, "36-phone-raise-with-errors")
        work.open_request(officer, site.url, reference)
        officer.get_by_role("button", name="Give a first answer").click()
        show(officer, "37-phone-first-answer")


def test_a_request_can_be_raised_from_the_keyboard_alone(chromium: Browser, site: Site) -> None:
    with site.signed_in(chromium, member_named("catriona.maclennan"), **AT_A_DESK) as member:
        work.press_until_focused(member, "Raise a request", within=".govuk-main-wrapper")
        member.keyboard.press("Enter")
        work.press_until_focused(member, "Action: something should be done")
        member.keyboard.press("Space")
        member.keyboard.press("Tab")
        member.keyboard.type("Potholes")
        expect(member.get_by_text(work.ADVICE)).to_be_visible()
        for words in ("Yes.", "A hand.", "", "Longrow", "Raised without a mouse", "It is deep.", "Fill it."):
            member.keyboard.press("Tab")
            member.keyboard.type(words)
        work.press_until_focused(member, "Send to the service")
        member.keyboard.press("Enter")
        expect(member.get_by_role("heading", level=1)).to_have_text("Your request is on its way")


def test_the_desk_logs_what_a_member_said_on_the_telephone(chromium: Browser, site: Site) -> None:
    with (
        site.signed_in(chromium, DESK_OFFICER, **AT_A_DESK) as desk,
        site.signed_in(chromium, OFFICER, **AT_A_DESK) as officer,
    ):
        show(desk, "50-desk")
        desk.get_by_role("button", name="Raise a request for a member").click()
        desk.get_by_label("Member", exact=True).select_option("Morag Strathearn")
        desk.get_by_label("By phone").check()
        work.fill_in_a_date(desk, work.yesterday())
        work.fill_in_a_request(desk, subject="Gate off its hinges")
        desk.get_by_label("Ward").select_option("Mid Argyll")
        show(desk, "51-desk-raise")
        desk.get_by_role("button", name="Send to the service").click()
        expect(desk.get_by_role("heading", level=1)).to_have_text("The request is on its way")
        reference = work.reference_on(desk)
        desk.goto(f"{site.url}/desk")
        desk.get_by_label("Reference").fill(reference.lower())
        desk.get_by_role("button", name="Open it").click()
        show(desk, "52-request-of-the-desk")
        desk.get_by_role("link", name="Withdraw this request").click()
        show(desk, "53-withdraw")
        work.open_request(officer, site.url, reference)
        officer.get_by_role("link", name="Change who has it").click()
        officer.get_by_label("Officer").select_option("Kenneth Loudon")
        officer.get_by_role("button", name="Give it to them").click()
        officer.get_by_role("link", name="Change who has it").click()
        show(officer, "54-assign")
        officer.goto(f"{site.url}/requests/{reference}/close")
        show(officer, "55-not-now")


def test_a_stale_tab_shows_both_texts_and_loses_nothing(chromium: Browser, site: Site) -> None:
    with (
        site.signed_in(chromium, member_named("hamish.auld"), **AT_A_DESK) as member,
        site.signed_in(chromium, OFFICER, **AT_A_DESK) as officer,
        site.signed_in(chromium, COLLEAGUE, **AT_A_DESK) as colleague,
    ):
        reference = work.raise_a_request(member, subject="Two people answer this")
        for page in (officer, colleague):
            work.open_request(page, site.url, reference)
            page.get_by_role("button", name="Give a first answer").click()
            work.fill_in_a_first_answer(page)
        officer.get_by_role("button", name="Send the first answer").click()
        work.told(officer, "Your first answer is with")
        colleague.get_by_label("Your message").fill("I went there too, and found a second hole.")
        colleague.get_by_role("button", name="Send the first answer").click()
        expect(colleague.get_by_role("heading", level=1)).to_have_text("Somebody else was quicker")
        expect(colleague.get_by_text("It is as deep as you say.")).to_be_visible()
        expect(colleague.get_by_label("Your message")).to_have_value(
            "I went there too, and found a second hole."
        )
        show(colleague, "40-stale-tab")
        colleague.get_by_role("button", name="Open it as it is now").click()
        expect(colleague.get_by_role("heading", level=1)).to_have_text("Two people answer this")


def test_a_double_click_and_a_refresh_raise_one_request(chromium: Browser, site: Site) -> None:
    with site.signed_in(chromium, member_named("effie.sinclair"), **AT_A_DESK) as member:
        member.goto(f"{site.url}/requests/raise")
        work.fill_in_a_request(member, subject="Sent with two clicks")
        member.get_by_role("button", name="Send to the service").dblclick()
        expect(member.get_by_role("heading", level=1)).to_have_text("Your request is on its way")
        member.reload()
        member.goto(f"{site.url}/requests")
        expect(member.get_by_role("link", name="Sent with two clicks")).to_have_count(1)


def test_a_draft_outlives_the_session(chromium: Browser, site: Site, clock_offset: Path) -> None:
    callum = member_named("callum.rennie")
    with site.signed_in(chromium, callum, **AT_A_DESK) as member:
        member.goto(f"{site.url}/requests/raise")
        # The page asks by itself while one types, last to save the draft: that is answered before time moves.
        with member.expect_response(lambda answer: "winter" in (answer.request.post_data or "")):
            work.fill_in_a_request(member, subject="Typed over lunch")
        clock_offset.write_text(str(SIXTEEN_MINUTES))
        member.get_by_role("button", name="Send to the service").click()
        expect(member.get_by_role("heading", level=1)).to_have_text("Sign in")
    with site.signed_in(chromium, callum, **AT_A_DESK) as member:
        show(member, "41-home-with-a-draft")
        member.get_by_role("link", name="Go on with it").click()
        expect(member.get_by_label("What do you ask for?")).to_have_value(work.ASK)
        show(member, "42-draft-offered")
        work.send_the_request(member)
