"""Dates in a real browser as weeks go by: late, paused over a holiday, agreed and met, moved by a closure."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from gateway.wording import date_in_full
from tests.journey import people_at_work as work
from tests.journey.browser import DESK
from tests.journey.moved_clock import MovedClock, next_holiday, working_day, working_day_before
from tests.journey.pictures import show
from tests.journey.site import Site
from tests.machines.copy import Copy
from tests.waiting import until

AT_A_DESK = {"viewport": DESK}
OFFICER = "sandra.bannerman@officers.memberzone.example"
ADMINISTRATOR = "administrator@memberzone.example"
A_WEEK = timedelta(days=7)
STORM = "Closed for the storm"
FIRST_ANSWER, IN_FULL = "dates/initial_response/1", "dates/full_response/1"


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> MovedClock:
    """It only ever goes forward: each test begins on the next working day, and moves it as it needs."""
    return MovedClock(tmp_path_factory.mktemp("clock") / "offset")


@pytest.fixture(scope="module")
def site(clock: MovedClock) -> Iterator[Site]:
    """A copy with the demonstration council."""
    with Copy(environment={"MEMBERZONE_CLOCK_OFFSET_FILE": str(clock.file)}) as copy:
        yield Site(copy.url, copy.sign_in_password)


@contextmanager
def both_sides(site: Site, browser: Browser, member: str) -> Iterator[tuple[Page, Page]]:
    """The member and the officer. Moving the clock by days ends their sessions, as it should."""
    address = f"{member}@members.memberzone.example"
    with (
        site.signed_in(browser, address, **AT_A_DESK) as one,
        site.signed_in(browser, OFFICER, **AT_A_DESK) as other,
    ):
        yield one, other


def reads(page: Page, site: Site, path: str, *sentences: str) -> None:
    """The page comes to say all of this: services tell each other what changed."""

    def missing() -> list[str]:
        page.goto(f"{site.url}/{path}")
        said = re.sub(r"\s+", " ", page.locator("main").inner_text())
        return [sentence for sentence in sentences if sentence not in said]

    until(lambda: not missing(), within=60, what=f"{path} to say {sentences}")


def in_the_list(page: Page, site: Site, path: str, reference: str) -> None:
    """The list names the request."""
    page.goto(f"{site.url}/{path}")
    expect(page.locator("main").get_by_text(reference).first).to_be_visible()


def test_a_late_answer_shows_its_breach_to_both_sides(
    chromium: Browser, site: Site, clock: MovedClock
) -> None:
    clock.set(working_day(clock.today(), 1))
    due = working_day(clock.today(), 5)
    with both_sides(site, chromium, "mairead.galbraith") as (member, officer):
        reference = work.raise_a_request(member, "Nobody answers this in time")
        for page in (member, officer):
            reads(page, site, f"requests/{reference}", f"Due by {day_words(due, clock)}")
    clock.set(working_day(due, 1))
    late = f"First answer: late, as it was due by {date_in_full(due)}"
    with both_sides(site, chromium, "mairead.galbraith") as (member, officer):
        for page, name in ((member, "member"), (officer, "officer")):
            reads(page, site, f"requests/{reference}", "Late. First answer was due by", late)
            show(page, f"110-late-for-the-{name}")
        in_the_list(member, site, "requests?due=late", reference)
        in_the_list(officer, site, "worklist?due=late", reference)
        reads(member, site, "home", "1 late")
        show(member, "111-home-with-something-late")
        work.open_request(officer, site.url, reference)
        officer.get_by_role("button", name="Give a first answer").click()
        officer.get_by_label("Your message").fill("We are sorry that this took so long.")
        officer.get_by_label("What happens next").fill("A crew fills it.")
        work.fill_in_a_date(officer, working_day(clock.today(), 2))
        officer.get_by_role("button", name="Send the first answer").click()
        work.told(officer, "Your first answer is with")
        for page in (member, officer):
            reads(page, site, f"requests/{reference}/{FIRST_ANSWER}", "First answer: it was late.")
            reads(page, site, f"requests/{reference}", f"{day_words(due, clock)}: missed", late)


def test_a_question_pauses_the_date_over_a_weekend_and_a_holiday_and_the_page_says_why(
    chromium: Browser, site: Site, clock: MovedClock
) -> None:
    holiday, name = next_holiday(clock.today() + timedelta(days=2))
    asked = working_day_before(holiday)
    answered = working_day(holiday + A_WEEK, 1)  # so a weekend and a working day are in it, too
    due = working_day(answered, 5)
    clock.set(asked)
    with both_sides(site, chromium, "isla.drummond") as (member, officer):
        reference = work.raise_a_request(member, "Which end of the pier?")
        work.open_request(officer, site.url, reference)
        work.ask_the_member(officer, "Which end of the pier is it?")
        for page in (member, officer):
            reads(page, site, f"requests/{reference}", "Paused until the question is answered")
            reads(page, site, f"requests/{reference}/{FIRST_ANSWER}", "so no date is in force")
        show(member, "112-why-there-is-no-date-in-a-pause")
    clock.set(answered)
    with both_sides(site, chromium, "isla.drummond") as (member, officer):
        reads(member, site, f"requests/{reference}/{FIRST_ANSWER}", "and has not answered yet")
        work.open_request(member, site.url, reference)
        work.write(member, "The seaward end.")
        counted = f"{date_in_full(due)} Working day 5"
        pause = f"Not counted: the member had been asked a question on {date_in_full(asked)}"
        day = working_day(holiday, 1)
        for page, side in ((member, "member"), (officer, "officer")):
            reads(
                page,
                site,
                f"requests/{reference}/{FIRST_ANSWER}",
                f"due by {day_words(due, clock, full=True)}",
                f"{date_in_full(holiday)} Not counted: {name}",
                f"{date_in_full(saturday_after(asked))} Not counted: weekend",
                f"{date_in_full(day)} {pause}, answered on {date_in_full(answered)}",
                counted,
            )
            show(page, f"113-why-this-date-for-the-{side}")


def test_an_agreed_date_is_met_although_the_original_was_missed(
    chromium: Browser, site: Site, clock: MovedClock
) -> None:
    clock.set(working_day(clock.today(), 1))
    original, agreed = working_day(clock.today(), 20), working_day(clock.today(), 30)
    with both_sides(site, chromium, "catriona.maclennan") as (member, officer):
        reference = work.raise_a_request(member, "The crew is on Islay")
        work.open_request(officer, site.url, reference)
        officer.get_by_role("link", name="Propose another date for the answer", exact=True).click()
        work.fill_in_a_date(officer, agreed)
        officer.get_by_label("Why this date").fill("The crew is on Islay until then.")
        officer.get_by_role("button", name="Propose the date", exact=True).click()
        work.told(officer, "is asked to agree")
        work.open_request(member, site.url, reference)
        member.get_by_role("button", name=f"Agree to {date_in_full(agreed)}").click()
        for page in (member, officer):
            reads(page, site, f"requests/{reference}", f"Agreed date {day_words(agreed, clock)}")
    clock.set(working_day(original, 2))
    kept = (
        f"Original date {day_words(original, clock)}: missed",
        f"Agreed date {day_words(agreed, clock)}: met",
    )
    with both_sides(site, chromium, "catriona.maclennan") as (member, officer):
        officer.goto(f"{site.url}/requests/{reference}/full-answer")
        officer.get_by_label("Done as asked").check()
        officer.get_by_label("Your answer").fill("The slates are back on the roof.")
        officer.get_by_role("button", name="Send the answer").click()
        work.told(officer, "Your answer is with")
        for page, side in ((member, "member"), (officer, "officer")):
            reads(page, site, f"requests/{reference}", *kept)
            show(page, f"114-agreed-and-met-for-the-{side}")
        why = (f"{date_in_full(original)} (missed)", f"{date_in_full(agreed)} (met)")
        reads(member, site, f"requests/{reference}/{IN_FULL}", "Both sides agreed on a date.", *why)
        show(member, "115-why-an-agreed-date")


def test_a_member_is_reminded_of_an_answer_that_is_open_with_them(
    chromium: Browser, site: Site, clock: MovedClock
) -> None:
    clock.set(working_day(clock.today(), 1))
    with both_sides(site, chromium, "mairead.galbraith") as (member, officer):
        reference = work.raise_a_request(member, "A bulb is out on the pier")
        officer.goto(f"{site.url}/requests/{reference}/full-answer")
        officer.get_by_label("Done as asked").check()
        officer.get_by_label("Your answer").fill("There is a new bulb.")
        officer.get_by_role("button", name="Send the answer").click()
        work.told(officer, "Your answer is with")
    clock.set(working_day(clock.today(), 5))
    with both_sides(site, chromium, "mairead.galbraith") as (member, officer):
        reads(member, site, f"requests/{reference}", "A reminder: it is answered and open with you")
        show(member, "116-reminded")
        reads(officer, site, f"requests/{reference}", "was reminded that it is answered")
        work.open_request(member, site.url, reference)
        work.close_it(member)


def test_a_closure_that_is_entered_moves_three_running_requests_and_both_sides_are_told(
    chromium: Browser, site: Site, clock: MovedClock
) -> None:
    clock.set(working_day(clock.today(), 1))
    closed, before, after = (working_day(clock.today(), ahead) for ahead in (2, 5, 6))
    with (
        both_sides(site, chromium, "torquil.semple") as (member, officer),
        site.signed_in(chromium, ADMINISTRATOR, **AT_A_DESK) as administrator,
    ):
        references = [raised_again(member, site, f"Slates off the roof, {number}") for number in (1, 2, 3)]
        reads(member, site, f"requests/{references[-1]}", f"Due by {day_words(before, clock)}")
        days = f"{date_in_full(before)} {date_in_full(after)}"
        previewed_and_saved(administrator, site, closed, days, references)
        moved = f"First answer: due by {date_in_full(after)} now, not {date_in_full(before)}"
        for page, side in ((member, "member"), (officer, "officer")):
            for reference in references:
                reads(page, site, f"requests/{reference}", moved, f"is not worked: {STORM}.")
            show(page, f"117-moved-by-a-closure-for-the-{side}")
            path = f"requests/{references[0]}/{FIRST_ANSWER}"
            reads(page, site, path, f"{date_in_full(closed)} Not counted: {STORM}", "by Innes Waverley")


def previewed_and_saved(
    administrator: Page, site: Site, closed: date, days: str, references: list[str]
) -> None:
    """The page names what would move, from which day to which, before anything is saved."""
    administrator.goto(f"{site.url}/administration/calendar")
    work.fill_in_a_date(administrator.get_by_role("group", name="Day", exact=True), closed)
    administrator.get_by_label("The council is closed").check()
    administrator.get_by_label("Why", exact=True).fill(STORM)
    show(administrator, "115-calendar")
    administrator.get_by_role("button", name="See what would move").click()
    expect(administrator.get_by_role("heading", level=1)).to_have_text("What would move")
    row = administrator.get_by_role("row").filter(has_text=references[0]).filter(has_text="First answer")
    said = re.sub(r"\s+", " ", row.inner_text())
    assert days in said
    assert "1 day later" in said or "days later" in said
    assert all(reference in said for reference in references)
    show(administrator, "116-what-would-move")
    administrator.get_by_role("button", name="Save the calendar").click()
    work.told(administrator, "both sides are told")


def raised_again(member: Page, site: Site, subject: str) -> str:
    """Another request, from the form."""
    member.goto(f"{site.url}/requests/raise")
    work.fill_in_a_request(member, subject)
    return work.send_the_request(member)


def day_words(day: date, clock: MovedClock, full: bool = False) -> str:
    """The day as pages of today say it."""
    today = clock.today()
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get((day - today).days)
    if near and not full:
        return near
    return date_in_full(day) if full or day.year != today.year else f"{day:%A} {day.day} {day:%B}"


def saturday_after(day: date) -> date:
    """The first one."""
    return day + timedelta(days=(5 - day.weekday()) % 7)
