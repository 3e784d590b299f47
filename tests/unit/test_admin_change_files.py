"""Lists of who was elected, read from a text, and what directory says, turned into words."""

import pytest

from gateway.admin_pages.change_files import elected_in, entries_of_file
from gateway.admin_pages.council import Council
from gateway.admin_pages.directory_words import consequences, days_in_words
from gateway.admin_pages.naming import new_id_for
from gateway.admin_pages.reviewing import CannotBeRead

WARDS = [{"id": "islay", "name": "Ìle", "starts": "2022-05-05", "ends": None}]
SERVICES = [{"id": "roads", "name": "Roads", "starts": "2022-05-05", "ends": None}]
COUNCIL = Council(WARDS, SERVICES, [], [], [])


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_is_read_whatever_stands_between_its_columns(mark: str) -> None:
    lines = (("E-mail", "WARD", "Name"), ("isla@council.test", "ile", "Isla Drummond"), ("", "", ""))
    [(person, ward)] = elected_in("\n".join(mark.join(line) for line in lines), COUNCIL)
    assert person == {"name": "Isla Drummond", "email": "isla@council.test", "account": None}
    assert ward == "islay"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,email\nIsla,isla@council.test", "Begin with a line of headings"),
        ("ward,name\nÌle,Isla", "Begin with a line of headings"),
        ("ward,name,email\nAtlantis,Isla,isla@council.test", "Line 2: there is no ward “Atlantis”"),
        ("ward,name,email\nÌle,,isla@council.test", "Line 2: the name is missing"),
        ("ward,name,email\nÌle,Isla", "Line 2: Isla needs an e-mail address or an account"),
    ],
)
def test_a_list_that_cannot_be_read_names_the_line(text: str, sentence: str) -> None:
    with pytest.raises(CannotBeRead) as wrong:
        elected_in(text, COUNCIL)
    assert str(wrong.value).startswith(sentence)


def test_a_file_cannot_bring_a_token_of_a_preview() -> None:
    assert entries_of_file(f"wards: []\nbased_on: 1.{'a' * 32}") == {"wards": []}


def test_a_file_that_would_take_minutes_to_read_is_not_read() -> None:
    with pytest.raises(CannotBeRead, match="too many brackets"):
        entries_of_file("[[" * 50_000)


def test_days_become_words_and_everything_else_stays() -> None:
    assert days_in_words("to 2026-12-08, not 2026-13-08") == "to Tuesday 8 December 2026, not 2026-13-08"


def test_new_ids_are_letters_of_the_name_and_never_taken() -> None:
    assert new_id_for("Eilean Ìle & Jura", ()) == "eilean-ile-jura"
    assert new_id_for("Ìle", {"ile", "ile-2"}) == "ile-3"
    assert new_id_for("…", ()) == "entry"


def test_each_consequence_is_a_sentence() -> None:
    isla = {"name": "Isla Drummond", "service_id": None, "ward_id": None}
    shown = {
        "frozen": [isla | {"ended_on": "2026-12-08", "open_requests": count} for count in (0, 1, 12)],
        "lost": [
            isla | {"role": "member", "ward_id": "islay", "last_day": "2026-12-08"},
            isla | {"role": "deputy_head", "service_id": "roads", "last_day": "2026-12-08"},
        ],
        "ended_wards": [{"name": "Ìle", "open_requests": 2}],
    }
    day = "Tuesday 8 December 2026"
    leaves = f"Isla Drummond leaves office on {day}."
    assert list(consequences(shown, COUNCIL)) == [
        f"{leaves} No requests of theirs are open.",
        f"{leaves} 1 open request of theirs is frozen until Member Services passes it on.",
        f"{leaves} 12 open requests of theirs are frozen until Member Services passes them on.",
        f"Isla Drummond serves Ìle for the last time on {day}.",
        f"Isla Drummond is deputy head of service for Roads for the last time on {day}.",
        "The ward Ìle ends. It has 2 open requests, which keep it until somebody puts it right.",
    ]
