"""Photos and a letter in a real browser: taken in, refused, handed out clean; the answer passed on."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journey import people_at_work as work
from tests.journey.browser import DESK, PHONE, look
from tests.journey.site import Site
from tests.machines.copy import Copy
from tests.unit import file_examples as files

MEMBER = "mairead.galbraith@members.memberzone.example"
OFFICER = "sandra.bannerman@officers.memberzone.example"
ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
SHARED = "The hole is filled."


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A copy with the demonstration council."""
    with Copy() as copy:
        yield Site(copy.url, copy.sign_in_password)


def test_photos_go_in_and_come_out_clean_and_the_answer_becomes_a_letter(
    chromium: Browser, site: Site, tmp_path: Path
) -> None:
    with site.signed_in(chromium, MEMBER, **ON_A_PHONE) as member:
        reference = raised_with_photos(member)
        clean_when_downloaded(member, site, reference, tmp_path)
    with site.signed_in(chromium, OFFICER, viewport=DESK) as officer:
        answered(officer, site, reference)
    with site.signed_in(chromium, MEMBER, viewport=DESK) as member:
        passed_on(member, site, reference, tmp_path)


def raised_with_photos(member: Page) -> str:
    """Two photos are taken in, a third file is refused; nothing has to be typed or chosen twice."""
    member.get_by_role("button", name="Raise a request").click()
    work.fill_in_a_request(member)
    member.get_by_label("Photos and documents (optional)").set_input_files(
        [
            {"name": "hole.jpg", "mimeType": "image/jpeg", "buffer": files.photo(640, 480)},
            {"name": "road.jpg", "mimeType": "image/jpeg", "buffer": files.photo(320, 240)},
            {"name": "drawing.jpg", "mimeType": "image/jpeg", "buffer": files.heic()},
        ]
    )
    member.get_by_role("button", name="Send to the service").click()
    expect(member.get_by_role("link", name="“drawing.jpg” is an HEIC photo")).to_be_visible()
    expect(member.get_by_text("hole.jpg (")).to_be_visible()
    expect(member.get_by_label("Subject")).to_have_value(work.SUBJECT)
    look(member, "90-raise-with-a-file-refused")
    return work.send_the_request(member)


def clean_when_downloaded(member: Page, site: Site, reference: str, folder: Path) -> None:
    """Each photo is saved, upright and without its place."""
    work.open_request(member, site.url, reference)
    look(member, "91-request-with-photos")
    with member.expect_download() as downloading:
        member.get_by_role("link", name="hole.jpg").click()
    assert downloading.value.suggested_filename == "hole.jpg"
    downloading.value.save_as(folder / "hole.jpg")
    with Image.open(folder / "hole.jpg") as picture:
        assert picture.size == (480, 640)
        assert not picture.getexif()
    member.get_by_role("link", name="Add photos or documents").click()
    look(member, "92-add-photos-or-documents")


def answered(officer: Page, site: Site, reference: str) -> None:
    """The officer answers in full and marks what may be passed on."""
    work.open_request(officer, site.url, reference)
    officer.get_by_role("link", name="Answer in full", exact=True).click()
    officer.get_by_label("Done as asked").check()
    officer.get_by_label("Your answer").fill(f"{SHARED} The contractor was late.")
    officer.get_by_label("What of it may go to the constituent").fill(SHARED)
    officer.get_by_role("button", name="Send the answer").click()
    work.told(officer, "Your answer is with")


def passed_on(member: Page, site: Site, reference: str, folder: Path) -> None:
    """The member reads the letter, puts the template in their own words, and gets it for Word."""
    work.open_request(member, site.url, reference)
    member.get_by_role("link", name="Pass the answer on").click()
    expect(member.get_by_label("The letter, or the text for an e-mail")).to_contain_text(SHARED)
    look(member, "93-the-answer-as-a-letter")
    member.get_by_role("link", name="Change how your letters begin and end").click()
    member.get_by_label("Your template").fill("Dear {constituent},\n\n{answer}\n\nBeannachdan")
    member.get_by_role("button", name="See what it makes").click()
    expect(member.get_by_text("Dear Ms Example")).to_be_visible()
    look(member, "94-the-template-of-letters")
    member.get_by_role("button", name="Save").click()
    work.told(member, "Your template is kept.")
    member.goto(f"{site.url}/requests/{reference}/letter")
    with member.expect_download() as downloading:
        member.get_by_role("button", name="Get the letter for Word").click()
    downloading.value.save_as(folder / "letter.docx")
    letter = Document(io.BytesIO((folder / "letter.docx").read_bytes()))
    assert [paragraph.text for paragraph in letter.paragraphs][1:] == [SHARED, "Beannachdan"]
    member.goto(f"{site.url}/requests/print")
    look(member, "95-requests-to-print")
