"""Files of requests by the pages: added with a request and later, cleaned, for who sees them only."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from gateway.attachments.file_store import FileStore
from tests.gateway import api_programs
from tests.gateway.casework import RAISE, done, page_of, pressed, raised
from tests.gateway.form_reading import form_to, parsed, seen, send
from tests.gateway.visitors import Visitor
from tests.unit import file_examples as files

Seat = Callable[[str], Visitor]
Upload = tuple[io.BytesIO, str]


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


@pytest.fixture
def store(app: Flask) -> FileStore:
    """Where the gateway keeps files."""
    kept: FileStore = app.extensions["memberzone"].files
    return kept


def upload(data: bytes, name: str) -> Upload:
    """A file as the test client sends it."""
    return io.BytesIO(data), name


def a_photo(name: str = "hole.jpg", width: int = 64) -> Upload:
    """A photo with a place in it."""
    return upload(files.photo(width), name)


def with_files(visitor: Visitor, *uploads: Upload, **different: object) -> str:
    """The reference of a request about moorings that was raised with these files."""
    return raised(visitor, **api_programs.raising(files=list(uploads), **different))


def links_to_files(visitor: Visitor, reference: str) -> list[str]:
    """The addresses of the files that a request's page lists."""
    start = f"/requests/{reference}/files/"
    page = parsed(visitor.get(f"/requests/{reference}"))
    return [link.get("href", "") for link in page.iter("a") if link.get("href", "").startswith(start)]


def got(visitor: Visitor, address: str) -> TestResponse:
    """A file, as it is handed out."""
    return visitor.get(address)


def adding(visitor: Visitor, reference: str, *uploads: Upload, **filled: object) -> TestResponse:
    """Add files on the request's own page for it."""
    path = f"/requests/{reference}/files"
    return send(visitor, path, path, files=list(uploads), **filled)


def test_photos_come_with_a_request_and_come_out_clean(owner: Visitor) -> None:
    reference = with_files(owner, a_photo(), upload(files.pdf(), "letter.pdf"))
    text = page_of(owner, reference)
    assert "hole.jpg (photo, 1 KB, from Isla Mackinnon)" in text
    assert "letter.pdf (PDF, 1 KB, from Isla Mackinnon)" in text
    photo, letter = links_to_files(owner, reference)
    answer = got(owner, photo)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="hole.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.content_type == "image/jpeg"
    assert answer.content_length == len(answer.data)
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert picture.size == (48, 64)
        assert not picture.getexif()
    assert got(owner, letter).data == files.pdf()


def test_a_refused_file_keeps_the_typing_and_the_other_files(owner: Visitor) -> None:
    form = api_programs.raising(files=[a_photo("one.jpg"), upload(files.heic(), "two.heic")])
    refused = send(owner, RAISE, RAISE, **form)
    assert refused.status_code == 400
    assert "“two.heic” is an HEIC photo" in seen(refused)
    assert "one.jpg (1 KB)" in seen(refused)
    kept = form_to(refused, RAISE)
    assert kept["what_happened"] == form["what_happened"]
    sent = send(owner, refused, RAISE, files=[a_photo("three.jpg", 32)])
    assert sent.status_code == 303
    reference = sent.headers["Location"].split("/")[2]
    assert len(links_to_files(owner, reference)) == 2
    assert "two.heic" not in page_of(owner, reference)


def test_a_file_that_is_taken_in_can_be_left_out(owner: Visitor) -> None:
    form = api_programs.raising(subject="", files=[a_photo("one.jpg"), a_photo("two.jpg", 32)])
    again = send(owner, RAISE, RAISE, **form)
    boxes = [box for box in parsed(again).iter("input") if box.get("name") == "leave_out"]
    assert len(boxes) == 2
    sent = send(owner, again, RAISE, subject="Rings", leave_out=boxes[0].get("value"))
    text = page_of(owner, sent.headers["Location"].split("/")[2])
    assert "two.jpg" in text
    assert "one.jpg" not in text


def test_a_draft_keeps_its_files(owner: Visitor) -> None:
    form = api_programs.raising(files=[a_photo("kept.jpg")], save_draft="yes")
    assert send(owner, RAISE, RAISE, **form).status_code == 303
    opened = owner.get(RAISE)
    assert "kept.jpg (1 KB)" in seen(opened)
    sent = send(owner, opened, RAISE)
    assert "kept.jpg" in page_of(owner, sent.headers["Location"].split("/")[2])


def test_more_than_five_at_once_are_said_to_be_too_many(owner: Visitor) -> None:
    many = [a_photo(f"{number}.jpg", 30 + 2 * number) for number in range(6)]
    answer = send(owner, RAISE, RAISE, **api_programs.raising(files=many))
    assert answer.status_code == 400
    assert "Choose up to 5 files at once." in seen(answer)
    assert "4.jpg (1 KB)" in seen(answer)
    assert "5.jpg" not in seen(answer)


def test_sent_twice_is_added_once(owner: Visitor) -> None:
    reference = with_files(owner)
    path = f"/requests/{reference}/files"
    page = owner.get(path)
    for _ in range(2):
        assert send(owner, page, path, files=[a_photo()]).status_code == 303
    assert len(links_to_files(owner, reference)) == 1


def test_either_side_adds_files_and_nobody_to_what_is_closed(seat: Seat, owner: Visitor) -> None:
    reference = with_files(owner)
    officer = seat("officer")
    assert "Choose a file" in seen(adding(officer, reference))
    assert adding(officer, reference, upload(files.docx(), "plan.docx")).status_code == 303
    assert "plan.docx (Word document" in page_of(owner, reference)
    assert "File added" not in page_of(owner, reference)
    assert "A file was added" in page_of(owner, reference)
    done(owner, reference, "withdraw")
    page = owner.get(f"/requests/{reference}/files", status=409)
    assert "Add photos or documents" in seen(page)
    assert len(links_to_files(owner, reference)) == 1


def test_who_sees_a_request_gets_its_files_and_nobody_else(seat: Seat, owner: Visitor) -> None:
    reference = with_files(owner, a_photo())
    (address,) = links_to_files(owner, reference)
    for who in ("officer", "head", "deputy", "desk", "governance"):
        assert got(seat(who), address).status_code == 200, who
    for who in ("colleague", "other member", "officer of another service", "director"):
        assert_not_there(seat(who), address, reference)
    assert seat("administrator").client.get(address).status_code == 403


def test_a_colleague_gets_the_services_files_once_they_joined(seat: Seat, owner: Visitor) -> None:
    reference, colleague, officer = with_files(owner, a_photo()), seat("colleague"), seat("officer")
    done(owner, reference, "sharing", sharing="ward_colleagues")
    (address,) = links_to_files(owner, reference)
    assert_not_there(colleague, address, reference)
    pressed(colleague, reference, "join")
    pressed(owner, reference, "accept-join")
    assert adding(officer, reference, upload(files.pdf(), "plan.pdf")).status_code == 303
    theirs = links_to_files(colleague, reference)
    assert [got(colleague, one).status_code for one in theirs] == [200] * len(theirs)
    if address not in theirs:
        assert_not_there(colleague, address, reference)


def test_a_former_service_and_one_that_only_contributes(seat: Seat, owner: Visitor) -> None:
    reference = with_files(owner, a_photo())
    (address,) = links_to_files(owner, reference)
    other = seat("officer of another service")
    done(seat("officer"), reference, "add-contributor", service_id="libraries")
    for one in links_to_files(other, reference):
        assert got(other, one).status_code == 200
    if address not in links_to_files(other, reference):
        assert other.client.get(address).status_code == 404


def assert_not_there(visitor: Visitor, address: str, reference: str) -> None:
    """To this person the file is as one that never was, in every word and header."""
    visitor.get("/account")  # the first answer to a browser sets its cookie
    none = visitor.client.get(f"/requests/{reference}/files/no-such-file")
    nowhere = visitor.client.get("/requests/MZ-2026-999999-X/files/no-such-file")
    theirs = visitor.client.get(address)
    assert theirs.status_code == none.status_code == nowhere.status_code == 404
    assert seen(theirs) == seen(none) == seen(nowhere)
    assert set(theirs.headers.keys()) == set(none.headers.keys())


def test_a_file_belongs_to_its_own_request(seat: Seat, owner: Visitor) -> None:
    theirs = with_files(owner, a_photo())
    attachment_id = links_to_files(owner, theirs)[0].rpartition("/")[2]
    stranger = seat("other member")
    own = raised(stranger, **api_programs.raising(ward_id="dunoon"))
    assert stranger.client.get(f"/requests/{own}/files/{attachment_id}").status_code == 404


def test_nobody_claims_a_file_that_is_not_theirs(seat: Seat, owner: Visitor) -> None:
    wrong = send(owner, RAISE, RAISE, **api_programs.raising(subject="", files=[a_photo("secret.jpg")]))
    sealed = form_to(wrong, RAISE)["ready_files"]
    stranger = seat("other member")
    own = raised(stranger, **api_programs.raising(ward_id="dunoon"))
    for forged in (sealed, sealed[:-3], "W10=", "x" * 1000):
        answer = adding(stranger, own, ready_files=forged)
        assert answer.status_code == 400
        assert "secret.jpg" not in seen(answer)
        assert "no longer kept. Choose them again." in seen(answer)
    assert links_to_files(stranger, own) == []


@pytest.mark.parametrize(
    ("name", "told", "header"),
    [
        ("../../x.pdf", "x.pdf", 'attachment; filename="x.pdf"'),
        ("CON.pdf", "_CON.pdf", 'attachment; filename="_CON.pdf"'),
        ("a\u202efdp.pdf", "afdp.pdf", 'attachment; filename="afdp.pdf"'),
        ("Còmhdach.pdf", "Còmhdach.pdf", "filename=\"Comhdach.pdf\"; filename*=UTF-8''C%C3%B2mhdach.pdf"),
        ("漢字.pdf", "漢字.pdf", "filename=\"file.pdf\"; filename*=UTF-8''%E6%BC%A2%E5%AD%97.pdf"),
        ("<b>bold</b>.pdf", "b_.pdf", 'attachment; filename="b_.pdf"'),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf", "a" * 196 + '.pdf"'),
    ],
)
def test_odd_names_are_cleaned(owner: Visitor, name: str, told: str, header: str) -> None:
    reference = with_files(owner, upload(files.pdf(), name))
    assert f"{told} (PDF" in page_of(owner, reference)
    answer = got(owner, links_to_files(owner, reference)[0])
    assert header in answer.headers["Content-Disposition"]


def test_only_pages_that_take_files_read_much_and_only_for_who_is_signed_in(
    app: Flask, owner: Visitor
) -> None:
    reference = with_files(owner)
    large = {"csrf_token": owner.token(), "files": upload(b"%PDF" + b"x" * 400_000, "large.pdf")}
    elsewhere = owner.client.post(f"/requests/{reference}/message", data=dict(large))
    assert elsewhere.status_code == 413
    large["files"] = upload(b"%PDF" + b"x" * 400_000, "large.pdf")
    assert owner.client.post(f"/requests/{reference}/files", data=dict(large)).status_code == 400
    large["files"] = upload(b"%PDF" + b"x" * 400_000, "large.pdf")
    assert app.test_client().post(RAISE, data=dict(large)).status_code == 413
    words = {"csrf_token": owner.token(), "what_happened": "w" * 300_000}
    assert owner.client.post(RAISE, data=words, content_type="multipart/form-data").status_code == 413


def test_what_is_redacted_is_gone_unless_another_request_has_it(
    seat: Seat, owner: Visitor, store: FileStore
) -> None:
    first, second = with_files(owner, a_photo(width=90)), with_files(owner, a_photo(width=90))
    hashes = [store.hash_of(path) for path in store.older_than(_far_off()) if store.hash_of(path)]
    (address,) = links_to_files(owner, second)
    governance = seat("governance")
    done(governance, first, "redact", reason="Its time is over.")
    assert got(owner, address).status_code == 200
    done(governance, second, "redact", reason="Its time is over.")
    assert owner.client.get(address).status_code == 404
    gone = [one for one in hashes if one and not store.has(one)]
    assert len(gone) == 1


def test_an_answer_says_nothing_of_where_files_are(seat: Seat, owner: Visitor, store: FileStore) -> None:
    reference = with_files(owner, a_photo(width=70))
    page = owner.get(f"/requests/{reference}").get_data(as_text=True)
    hashes = [store.hash_of(path) for path in store.older_than(_far_off())]
    assert hashes
    assert not any(one and one in page for one in hashes)


def _far_off() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)
