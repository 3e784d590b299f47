"""Names of files: what is made of odd ones."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.attachments.file_names import NAMELESS, extension_of, safe_name

RIGHT_TO_LEFT = "\u202e"


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("hole.jpg", "hole.jpg"),
        ("Eilean Ì, Còmhdach.PDF", "Eilean Ì, Còmhdach.PDF"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\Users\\ailsa\\hole.jpg", "hole.jpg"),
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ("Lpt1 .pdf", "_Lpt1.pdf"),
        ("contract.pdf", "contract.pdf"),
        (f"holiday{RIGHT_TO_LEFT}gpj.exe", "holidaygpj.exe"),
        ("a\0b\r\nX-Header: c.txt", "abX-Header_ c.txt"),
        ('say "hello"?.txt', "say _hello__.txt"),
        ("  .. ", NAMELESS),
        ("", NAMELESS),
        (".htaccess", "htaccess"),
        ("a" * 300 + ".jpeg", "a" * 195 + ".jpeg"),
        ("é" * 150 + ".png", "é" * 98 + ".png"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_a_name_is_made_safe(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@given(st.text(max_size=400))
def test_every_name_is_safe_and_stays_so(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name) <= 200
    assert len(name.encode()) <= 200
    assert not set(name) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in name)
    assert not name.startswith(".")
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.JPG", ".jpg"), ("a.pdf.exe", ".exe"), ("a", ""), ("a.b c d e f g h", ""), ("a.", "")],
)
def test_the_extension_is_the_last_one(name: str, extension: str) -> None:
    assert extension_of(name) == extension
