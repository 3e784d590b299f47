"""What is in a file decides what it is; pictures come out clean; what is bad is refused with a sentence."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from gateway.attachments import office_files
from gateway.attachments.file_store import FileStore
from gateway.attachments.refused import FileRefused
from gateway.attachments.taking_in import StoredFile, take_in
from services.contracts.vocabulary import FILE_SIZE_LIMIT
from tests.unit import file_examples as files

SECRET = b"WHERE-AILSA-LIVES"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """A folder of files."""
    return FileStore(tmp_path.as_uri())


def taken(store: FileStore, name: str, data: bytes) -> StoredFile:
    """The file as it is kept."""
    return take_in(FileStorage(io.BytesIO(data), name), store, None)


def content(store: FileStore, file: StoredFile) -> bytes:
    """What is kept of it."""
    return b"".join(store.pieces(file.content_hash))


@pytest.mark.parametrize(
    ("name", "make", "media_type"),
    [
        ("hole.jpg", files.photo, "image/jpeg"),
        ("HOLE.JPEG", files.photo, "image/jpeg"),
        ("map.png", files.png, "image/png"),
        ("map.webp", files.webp, "image/webp"),
        ("letter.pdf", files.pdf, "application/pdf"),
        (
            "letter.docx",
            files.docx,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("list.xlsx", files.xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("letter.odt", files.odt, files.ODT_TYPE),
        ("notes.txt", lambda: "From Còmhdach:\nthe hole is deep.".encode(), "text/plain"),
        ("old.csv", lambda: "Straße;4\r\n".encode("cp1252"), "text/plain"),
    ],
)
def test_what_is_taken(store: FileStore, name: str, make: Callable[[], bytes], media_type: str) -> None:
    file = taken(store, name, make())
    kept = content(store, file)
    assert (file.name, file.media_type, file.size) == (name, media_type, len(kept))


def test_a_photo_comes_out_upright_without_place_camera_and_comment(store: FileStore) -> None:
    given = files.photo(64, 48, orientation=6)
    assert files.PLACE in given
    kept = content(store, taken(store, "hole.jpg", given))
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (48, 64)
        assert not picture.getexif()
        assert "comment" not in picture.info
        top, bottom = picture.getpixel((24, 8)), picture.getpixel((24, 56))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, bottom[2] > 200) == (True, True)
    for trace in (files.PLACE, b"ACME", b"Exif", b"GPS"):
        assert trace not in kept


def test_what_hides_behind_a_picture_is_gone(store: FileStore) -> None:
    for name, data in (("a.jpg", files.photo()), ("a.png", files.png()), ("a.webp", files.webp())):
        hidden = data + files.zipped({"page.html": b"<script>alert(1)</script>"}) + SECRET
        kept = content(store, taken(store, name, hidden))
        assert SECRET not in kept
        assert b"PK\x03\x04" not in kept
        assert b"at home" not in kept


def test_text_is_kept_as_utf_8(store: FileStore) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        kept = content(store, taken(store, "notes.txt", "Straße".encode(encoding)))
        assert kept == "Straße".encode(), encoding


def test_the_largest_photo_with_a_place_goes_in_and_a_clean_one_comes_out(store: FileStore) -> None:
    given = files.photo(3_000, 2_400, quality=97, noise=True)
    given += b"\0" * (FILE_SIZE_LIMIT - len(given))
    assert len(given) == FILE_SIZE_LIMIT
    kept = content(store, taken(store, "large.jpg", given))
    assert 1_000_000 < len(kept) < FILE_SIZE_LIMIT
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (2_400, 3_000)
        assert not picture.getexif()


REFUSED = [
    ("empty.pdf", b"", "is empty"),
    ("large.txt", b"a" * (FILE_SIZE_LIMIT + 1), "larger than 20 MB"),
    ("photo.heic", files.heic(), "as JPEG"),
    ("photo.jpg", files.heic(), "as JPEG"),
    ("photo.jpg", files.png(), "not what its name says"),
    ("photo.jpg", b"MZ" + b"\0" * 500, "not what its name says"),
    ("photo.jpg", files.photo()[:700], "cannot be opened as a picture"),
    ("bomb.png", files.png_bomb(), "too many pixels"),
    ("wide.png", files.png_bomb(1_000_000, 1), "too many pixels"),
    ("setup.exe", b"MZ" + b"\0" * 500, "What is taken"),
    ("hole.jpg.exe", files.photo(), "What is taken"),
    ("page.html", b"<html></html>", "What is taken"),
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPEG or PNG"),
    ("nothing", b"words", "What is taken"),
    ("all.zip", files.zipped({"a.txt": b"a"}), "archive"),
    ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
    ("notes.txt", b"  <script>alert(1)</script>", "web page"),
    ("notes.txt", b"#!/bin/sh\nrm -rf /\n", "program"),
    ("notes.txt", b"words\0\1\2", "not plain text"),
    ("notes.txt", files.pdf(), "another document"),
    ("notes.txt", b"\x7fELF" + b"\1" * 60, "not plain text"),
    ("short.pdf", b"%PDF-1.7\nno end", "not a whole PDF"),
    ("late.pdf", b"<html>" + files.pdf(), "not what its name says"),
    ("both.pdf", files.pdf() + files.zipped({"a.txt": b"a"}), "archive in one"),
    ("acts.pdf", files.pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "scripts"),
    ("starts.pdf", files.pdf(b"/OpenAction << /S /Launch /F (calc.exe) >>"), "scripts"),
    ("holds.pdf", files.pdf(b"/Names << /EmbeddedFiles 9 0 R >>"), "scripts"),
    ("zip.docx", files.zipped({"a.txt": b"a"}), "not a whole document"),
    ("list.docx", files.xlsx(), "not a whole document"),
    ("macros.docx", files.with_part(files.docx(), "word/vbaProject.bin", b"x"), "macros"),
    ("basic.odt", files.with_part(files.odt(), "Basic/Standard/Module1.xml", b"x"), "macros"),
    ("leads.docx", files.with_part(files.docx(), "../../up.xml", b"x"), "not a whole document"),
    ("behind.docx", files.docx() + b"<script>", "not a whole document"),
    ("many.docx", files.zipped({f"{n}.xml": b"" for n in range(5_001)}), "unpacks to far too much"),
    ("short.docx", files.docx()[:300], "not a whole document"),
]


@pytest.mark.parametrize(("name", "data", "said"), REFUSED, ids=[f"{row[0]}: {row[2]}" for row in REFUSED])
def test_what_is_refused_is_said_with_what_to_do(store: FileStore, name: str, data: bytes, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        taken(store, name, data)
    sentence = str(refused.value)
    assert said in sentence
    assert sentence.startswith(f"“{name}”")
    assert sentence.endswith(".")
    assert sentence.count(". ") >= 1 or "What is taken" in sentence


def test_a_document_that_unpacks_to_far_too_much_is_refused(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_files, "MOST_UNPACKED", 3 * 1024 * 1024)
    taken(store, "plain.docx", files.docx())
    bomb = files.with_part(files.docx(), "word/media/zeros.bin", b"\0" * (4 * 1024 * 1024))
    assert len(bomb) < 100_000
    with pytest.raises(FileRefused, match="unpacks to far too much"):
        taken(store, "bomb.docx", bomb)


def test_what_is_refused_leaves_nothing_behind(store: FileStore, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        taken(store, "bomb.png", files.png_bomb())
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
