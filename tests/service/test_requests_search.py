"""Full-text search: the same finds, in the same order, on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis import migrations
from services.chassis.actor import Actor
from services.requests import tables
from tests.service.requests_casework import (
    DESK,
    MEMBER,
    OFFICER,
    OPERATOR,
    OTHER_MEMBER,
    OTHER_OFFICER,
    Casework,
    case,
    category,
)


def found(casework: Casework, words: str, actor: Actor = MEMBER, **more: Any) -> list[str]:
    """The subjects of what is found, best first."""
    return [row["subject"] for row in results(casework, words, actor, **more)]


def results(casework: Casework, words: str, actor: Actor = MEMBER, **more: Any) -> list[dict[str, Any]]:
    """The rows of what is found, best first."""
    rows: list[dict[str, Any]] = casework.done("search", actor, words=words, **more)["results"]
    return rows


def raised_later(casework: Casework, **different: Any) -> str:
    """The id of a request raised an hour after the one before."""
    casework.clock.advance(timedelta(hours=1))
    return casework.raised(**{"what_happened": "It happened.", "ask": "Please act.", **different})


def test_the_migration_makes_the_tables_and_the_index_that_the_code_describes(casework: Casework) -> None:
    assert migrations.differences(casework.database, tables.metadata) == []


def test_words_are_found_in_the_subject_first_then_in_the_place_then_in_the_conversation(
    casework: Casework,
) -> None:
    raised_later(casework, subject="Ferry late", place="Craignure")
    raised_later(casework, subject="Lamp out", place="By the ferry")
    raised_later(casework, subject="No buses", place="Oban", ask="Let the bus wait for the ferry.")
    raised_later(casework, subject="Ferry cancelled", place="Oban")
    raised_later(casework, subject="Nothing of the kind", place="Oban")
    ranked = ["Ferry cancelled", "Ferry late", "Lamp out", "No buses"]
    assert found(casework, "ferry") == ranked
    assert [row["found_in"] for row in results(casework, "ferry")] == [
        ["subject"],
        ["subject"],
        ["place"],
        ["messages"],
    ]
    assert found(casework, "ferry", OFFICER) == ranked
    assert found(casework, "ferry", DESK) == ranked


def test_all_words_have_to_be_there_wherever_they_are(casework: Casework) -> None:
    raised_later(casework, subject="Pothole by the school", place="Tarbert", ask="Mind the drain.")
    assert found(casework, "drain pothole tarbert") == ["Pothole by the school"]
    assert results(casework, "drain tarbert")[0]["found_in"] == ["place", "messages"]
    assert found(casework, "pothole luing") == []


def test_accents_capitals_apostrophes_and_plurals_make_no_difference(casework: Casework) -> None:
    raised_later(casework, subject="Bàgh a’ Chaisteil: slippery steps", place="O'Brien Place")
    for words in ("bagh", "BÀGH", "Ba\u0300gh", "chaisteil", "obrien", "O’Briens", "step slippery", "steps"):
        assert found(casework, words) == ["Bàgh a’ Chaisteil: slippery steps"], words


def test_the_last_word_is_found_by_its_beginning_and_the_others_are_not(casework: Casework) -> None:
    raised_later(casework, subject="Galleries closed on Bute", place="Rothesay")
    for words in ("gal", "galleri", "galleries", "gallery", "bute gall"):
        assert found(casework, words) == ["Galleries closed on Bute"], words
    assert found(casework, "gall bute") == []


def test_a_category_is_found_by_the_name_it_has_now(casework: Casework) -> None:
    raised_later(casework, subject="Hole", category_id="potholes")
    assert results(casework, "potholes")[0]["found_in"] == ["category"]
    casework.tell("category_recorded", category("potholes", "Carriageway defects", "roads"))
    assert found(casework, "carriageway") == ["Hole"]
    assert found(casework, "potholes") == []


def test_somebody_finds_only_what_they_may_know_of(casework: Casework) -> None:
    raised_later(casework, subject="Gritting the brae")
    assert found(casework, "brae", OTHER_MEMBER) == []
    assert found(casework, "brae", OTHER_OFFICER) == []
    assert found(casework, "brae", OFFICER) == ["Gritting the brae"]


def test_what_is_said_later_and_put_right_is_found_at_once(casework: Casework) -> None:
    request_id = raised_later(casework, subject="Wrong subject")
    casework.done("amend", MEMBER, request_id=request_id, subject="Right subject")
    casework.done("add_message", MEMBER, request_id=request_id, message="There is a culvert, too.")
    assert found(casework, "right") == ["Right subject"]
    assert found(casework, "culvert", OFFICER) == ["Right subject"]


def test_more_is_said_when_there_is_more_and_the_newest_come_first(casework: Casework) -> None:
    for number in range(4):
        raised_later(casework, subject=f"Lamp {number}")
    answer = casework.done("search", MEMBER, words="lamp", limit=3)
    assert [row["subject"] for row in answer["results"]] == ["Lamp 3", "Lamp 2", "Lamp 1"]
    assert answer["more"]
    assert not casework.done("search", MEMBER, words="lamp", limit=4)["more"]


def test_an_imported_casebook_is_found_in_the_order_of_its_days(casework: Casework) -> None:
    raised_later(casework, subject="Flooded lane")
    days = ("2019-03-01", "2016-07-09", "2019-02-28", "2022-12-31")
    cases = [
        case(
            number,
            subject=f"Flooding {day}",
            raised_at=f"{day}T09:00:00+00:00",
            responded_at=None,
            closed_at=None,
        )
        for number, day in enumerate(days)
    ]
    casework.done("import_cases", OPERATOR, casebook="old", cases=cases)
    newest_first = ["Flooded lane", *(f"Flooding {day}" for day in sorted(days, reverse=True))]
    for actor in (MEMBER, OFFICER, DESK):
        assert found(casework, "flood", actor) == newest_first
        assert found(casework, "flood", actor, limit=2) == newest_first[:2]
    assert results(casework, "10000002")[0]["found_in"] == ["reference"]


HOSTILE = (
    '"',
    "'",
    "''; DROP TABLE requests; --",
    'lamp" OR "a',
    "lamp AND",
    "NEAR(lamp out, 5)",
    "lamp*",
    "*",
    "lamp & | ! <-> :*",
    "subject:lamp",
    "{subject} : lamp",
    "^lamp",
    "-lamp",
    "lamp\0out",
    "\0",
    "\ud800",
    "..., —!",
    "🚧",
    "\u200b",
    "a" * 200,
    "a " * 100,
    "١٢٣",
    "جزيرة",
    "%_\\",
    ":ward_id :each",
    "the",
)


@pytest.mark.parametrize("actor", [MEMBER, OFFICER, DESK], ids=lambda actor: actor.role)
def test_whatever_is_typed_is_only_ever_words(casework: Casework, actor: Actor) -> None:
    raised_later(casework, subject="Lamp out near the pier")
    for words in HOSTILE:
        assert found(casework, words, actor) in ([], ["Lamp out near the pier"]), words
    assert found(casework, "lamp\0out", actor) == ["Lamp out near the pier"]
    assert found(casework, "lamp* out", actor) == ["Lamp out near the pier"]
    assert found(casework, "🚧", actor) == []


def test_other_scripts_are_found(casework: Casework) -> None:
    raised_later(casework, subject="تختی on the bus stop")
    assert found(casework, "تختی") == ["تختی on the bus stop"]
    assert found(casework, "تخ") == ["تختی on the bus stop"]


def test_where_nothing_is_nothing_is_found(casework: Casework) -> None:
    for actor in (MEMBER, OFFICER, DESK):
        assert casework.done("search", actor, words="lamp") == {"results": [], "more": False}


def test_a_search_costs_the_same_statements_whatever_it_finds(casework: Casework) -> None:
    def cost(words: str) -> int:
        with casework.counted() as statements:
            results(casework, words, OFFICER)
        return len(statements)

    raised_later(casework, subject="Lamp 0")
    one = cost("lamp")
    for number in range(1, 6):
        raised_later(casework, subject=f"Lamp {number}")
    assert cost("lamp") == one
