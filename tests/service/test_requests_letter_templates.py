"""A member's template for letters: one's own, in no event, gone when it is emptied."""

from tests.service.requests_casework import MEMBER, OFFICER, OTHER_MEMBER, Casework
from tests.service.stored_words import where_stored

WORDS = "Dear {constituent},\n\n{answer}\n\nBeannachdan"


def template(casework: Casework) -> str | None:
    """Ann's."""
    kept: str | None = casework.done("letter_template", MEMBER)["template"]
    return kept


def test_a_template_is_kept_for_its_member_only(casework: Casework) -> None:
    assert template(casework) is None
    casework.done("write_letter_template", MEMBER, template="First")
    casework.done("write_letter_template", MEMBER, template=WORDS.replace("\n", "\r\n"))
    assert template(casework) == WORDS
    assert casework.done("letter_template", OTHER_MEMBER)["template"] is None
    assert where_stored(casework, "Beannachdan") == {"letter_templates"}
    for name in ("letter_template", "write_letter_template"):
        assert casework.refused(name, OFFICER)["code"] == "not_allowed"


def test_an_empty_template_is_none(casework: Casework) -> None:
    casework.done("write_letter_template", MEMBER, template=WORDS)
    casework.done("write_letter_template", MEMBER, template=" \n ")
    assert template(casework) is None


def test_a_template_that_cannot_be_kept_is_refused(casework: Casework) -> None:
    for words in ("x" * 5_001, "a\0b", "\ud800"):
        assert casework.refused("write_letter_template", MEMBER, template=words)["fields"].keys() == {
            "template"
        }
