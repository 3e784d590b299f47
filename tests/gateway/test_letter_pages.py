"""What may be passed on of an answer, as a letter in the member's own words: for its member only."""

import io
from collections.abc import Callable

import pytest
from docx import Document

from tests.gateway import api_programs
from tests.gateway.casework import done, links, raised
from tests.gateway.form_reading import form_to, parsed, seen, send
from tests.gateway.visitors import Visitor

Seat = Callable[[str], Visitor]
TEMPLATE = "/account/letter-template"
SHARED = "The rings are ordered."


@pytest.fixture
def owner(seat: Seat) -> Visitor:
    """Isla's browser."""
    return seat("member")


@pytest.fixture
def answered(seat: Seat, owner: Visitor) -> str:
    """A request of Isla's, answered in full with a part that may be passed on."""
    reference = raised(owner, **api_programs.raising())
    answer = {"message": f"{SHARED} The contractor is late.", "outcome": "fulfilled", "shareable": SHARED}
    done(seat("officer"), reference, "full-answer", **answer)
    return reference


def letter(visitor: Visitor, reference: str) -> str:
    """The letter as its page shows it."""
    page = parsed(visitor.get(f"/requests/{reference}/letter"))
    area = next(area for area in page.iter("textarea") if area.get("id") == "letter")
    return "".join(area.itertext())


def test_the_answer_goes_into_a_letter_for_word_and_for_an_e_mail(owner: Visitor, answered: str) -> None:
    assert send(owner, TEMPLATE, TEMPLATE, reset="yes").status_code == 303
    assert "letter" in links(owner, answered)
    text = letter(owner, answered)
    assert f"Reference: {answered}" in text
    assert SHARED in text
    assert "contractor" not in text
    answer = owner.get(f"/requests/{answered}/letter.docx")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="letter-{answered}.docx"'
    paragraphs = [paragraph.text for paragraph in Document(io.BytesIO(answer.data)).paragraphs]
    assert "\n\n".join(paragraphs) == text


def test_nobody_else_gets_a_letter(seat: Seat, answered: str) -> None:
    for who in ("colleague", "other member"):
        for end in ("letter", "letter.docx"):
            assert seat(who).client.get(f"/requests/{answered}/{end}").status_code == 404, who
    for who in ("officer", "desk", "governance"):
        assert seat(who).client.get(f"/requests/{answered}/letter").status_code == 403, who


def test_there_is_no_letter_without_anything_to_pass_on(owner: Visitor) -> None:
    reference = raised(owner, **api_programs.raising())
    assert "letter" not in links(owner, reference)
    assert owner.client.get(f"/requests/{reference}/letter").status_code == 404


def test_a_template_is_tried_kept_and_given_up(owner: Visitor, answered: str) -> None:
    first = owner.get(TEMPLATE)
    assert "Ms Example" in seen(first)
    own = "Dear {constituent},\r\n\r\n{answer}\r\n\r\nBeannachdan,\r\n{member}"
    tried = send(owner, first, TEMPLATE, template=own, preview="yes")
    assert "Beannachdan, Isla Mackinnon" in seen(tried)
    assert "Beannachdan" not in letter(owner, answered)
    assert send(owner, tried, TEMPLATE).status_code == 303
    assert letter(owner, answered) == f"Dear [name],\n\n{SHARED}\n\nBeannachdan,\nIsla Mackinnon"
    wrong = send(owner, TEMPLATE, TEMPLATE, template="Dear {name}")
    assert wrong.status_code == 400
    assert "There is no {name}." in seen(wrong)
    assert form_to(wrong, TEMPLATE)["template"].strip() == "Dear {name}"
    assert send(owner, TEMPLATE, TEMPLATE, reset="yes").status_code == 303
    assert "Yours sincerely" in letter(owner, answered)
