"""A day's work in a real browser: a list from the keyboard, news while one types, people, and the paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journey import people_at_work as work
from tests.journey.browser import DESK, PHONE
from tests.journey.counted_keys import CountedKeys
from tests.journey.pictures import show
from tests.journey.site import Site
from tests.machines.copy import Copy

AT_A_DESK = {"viewport": DESK}
ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
MEMBER = "mairead.galbraith@members.memberzone.example"
OFFICER = "sandra.bannerman@officers.memberzone.example"
KENNETH = "kenneth.loudon@officers.memberzone.example"
DESK_OFFICER = "karen.lindsay@officers.memberzone.example"
ADMINISTRATOR = "administrator@memberzone.example"
PHONED = {
    "category_id": "Street l",
    "ward_id": "Mid",
    "place": "Lochnell Street",
    "subject": "Lamp out at the surgery",
    "what_happened": "Dark since Friday.",
    "ask": "Mend the lamp.",
}
# What an average person at a keyboard needs for a key, as the keystroke-level model has it; in seconds.
SECONDS_A_KEY, LONGEST_TO_LOG = 0.28, 60
SUBJECTS = ("Pothole by the bank", "Pothole by the church", "Pothole by the pier")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A copy with the demonstration council."""
    with Copy() as copy:
        yield Site(copy.url, copy.sign_in_password)


def test_an_officer_gives_several_away_from_the_keyboard_and_answers_one(
    chromium: Browser, site: Site
) -> None:
    with (
        site.signed_in(chromium, MEMBER, **AT_A_DESK) as member,
        site.signed_in(chromium, OFFICER, **AT_A_DESK) as officer,
    ):
        for subject in SUBJECTS:
            work.raise_a_request(member, subject)
            member.goto(site.url)
        officer.goto(f"{site.url}/worklist?assigned=nobody")
        for key in "jxjx":
            officer.keyboard.press(key)
        show(officer, "80-two-chosen")
        officer.keyboard.press("a")
        expect(officer.get_by_text("You chose 2 requests.")).to_be_visible()
        work.press_until_focused(officer, "Officer")
        officer.keyboard.type("Kenneth")
        show(officer, "81-give-them-away")
        work.press_until_focused(officer, "Give them all to this officer")
        officer.keyboard.press("Enter")
        expect(officer.get_by_text("Kenneth Loudon has it.")).to_have_count(2)
        show(officer, "82-given-away")
        officer.goto(f"{site.url}/worklist?assigned=nobody")
        officer.keyboard.press("j")
        officer.keyboard.press("Enter")
        expect(officer.get_by_role("heading", level=1)).to_contain_text("Pothole by the")
        officer.keyboard.press("a")
        work.press_until_focused(officer, "Your message")
        officer.keyboard.type("We have been to see it.")
        work.press_until_focused(officer, "What happens next")
        officer.keyboard.type("A crew fills it.")
        work.fill_in_a_date(officer, work.next_working_day())
        work.press_until_focused(officer, "Send the first answer")
        officer.keyboard.press("Enter")
        work.told(officer, "Your first answer is with")


def test_the_desk_logs_what_a_member_said_by_few_keys(chromium: Browser, site: Site) -> None:
    with site.signed_in(chromium, DESK_OFFICER, **AT_A_DESK) as desk:
        keys = CountedKeys(desk)
        keys.skip_navigation()
        keys.reach("Raise a request for a member")
        keys.press("Enter")
        expect(desk.get_by_role("heading", level=1)).to_have_text("Raise a request for a member")
        keys.skip_navigation()
        keys.reach("member_id")
        keys.write("Morag")
        keys.reach("received_by")
        keys.press("Space")  # by phone; the day is today's unless it is changed
        keys.reach("kind")
        keys.press("Space")
        for name, words in PHONED.items():
            keys.reach(name)
            keys.write(words)
        show(desk, "88-logged-by-keyboard")
        keys.reach("Send to the service")
        keys.press("Enter")
        expect(desk.get_by_role("heading", level=1)).to_have_text("The request is on its way")
        show(desk, "89-logged-for-a-member")
        assert keys.pressed * SECONDS_A_KEY < LONGEST_TO_LOG, keys.pressed


def test_what_others_do_appears_and_what_is_typed_stays(chromium: Browser, site: Site) -> None:
    with (
        site.signed_in(chromium, MEMBER, **ON_A_PHONE) as member,
        site.signed_in(chromium, KENNETH, **AT_A_DESK) as officer,
    ):
        reference = work.raise_a_request(member, "Sign turned round")
        officer.goto(f"{site.url}/worklist")
        work.open_request(officer, site.url, reference)
        member.goto(f"{site.url}/requests/{reference}")
        member.get_by_label("Your message").fill("It points to the harbour now,")
        work.ask_the_member(officer, "Which of the two signs is it?")
        expect(member.get_by_text("New on this page.")).to_be_visible()
        expect(member.get_by_text("Which of the two signs is it?").first).to_be_visible()
        expect(member.get_by_label("Your message")).to_have_value("It points to the harbour now,")
        show(member, "83-news-while-typing")
        member.get_by_label("Your message").fill("It points to the harbour now, the one by the bank.")
        member.get_by_role("button", name="Send to Roads and Infrastructure").click()
        work.told(member, "Your message is with Roads and Infrastructure.")


def test_dates_follow_what_was_done_by_themselves_and_leave_the_reader_where_they_are(
    chromium: Browser, site: Site
) -> None:
    with (
        site.signed_in(chromium, MEMBER, **AT_A_DESK) as member,
        site.signed_in(chromium, KENNETH, **AT_A_DESK) as officer,
    ):
        reference = work.raise_a_request(member, "Bench without a seat")
        work.open_request(officer, site.url, reference)
        work.give_a_first_answer(officer)
        work.answer_in_full(officer)
        expect(officer.locator("#live-standing")).not_to_contain_text("due by")
        link = officer.locator("#live-doings").get_by_role("link", name="Link it with another request")
        link.focus()
        expect(officer.locator("#live-facts")).to_contain_text(": met")
        expect(link).to_be_focused()
        expect(officer.locator("#news-told")).to_be_empty()


def test_an_administrator_sees_what_follows_before_somebody_is_added(chromium: Browser, site: Site) -> None:
    with site.signed_in(chromium, ADMINISTRATOR, **AT_A_DESK) as administrator:
        administrator.get_by_role("link", name="People", exact=True).first.click()
        administrator.get_by_role("button", name="Add a person").click()
        administrator.get_by_role("button", name="See what follows").click()
        expect(administrator.get_by_text("There is something to put right")).to_be_visible()
        show(administrator, "84-nobody-named")
        administrator.get_by_label("Name", exact=True).fill("Iona Struan")
        administrator.get_by_label("E-mail address").fill("iona.struan@officers.memberzone.example")
        administrator.get_by_label("Role").select_option("Officer")
        administrator.get_by_label("Service").select_option("Education")
        administrator.get_by_role("button", name="See what follows").click()
        expect(administrator.get_by_role("heading", level=1)).to_have_text(
            "Look at the change before it is made"
        )
        show(administrator, "85-what-would-follow")
        administrator.get_by_role("button", name="Make this change").click()
        work.told(administrator, "The directory is changed.")
        show(administrator, "86-person-added")


def test_a_paper_is_issued_and_every_member_can_read_it(chromium: Browser, site: Site) -> None:
    with (
        site.signed_in(chromium, DESK_OFFICER, **AT_A_DESK) as desk,
        site.signed_in(chromium, MEMBER, **ON_A_PHONE) as member,
    ):
        desk.goto(f"{site.url}/update-paper")
        show(desk, "87-paper-not-issued")
        desk.get_by_role("button", name="Issue this paper").click()
        desk.get_by_role("button", name="Issue the paper").click()
        show(desk, "88-paper-issued")
        member.goto(f"{site.url}/papers")
        show(member, "89-papers")
        member.locator("main").get_by_role("link").filter(has_text="Update").first.click()
        show(member, "90-paper-on-a-phone")
        with member.expect_download() as told:
            member.get_by_role("link", name="PDF").click()
        assert told.value.path().read_bytes().startswith(b"%PDF")
