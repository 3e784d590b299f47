"""Both databases find the same in the same order, which is what a plain reading of every request finds."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.chassis.actor import Actor
from services.requests.domain.search.words import forms, terms
from tests.service.requests_casework import DESK, MEMBER, OFFICER, OPERATOR, OTHER_OFFICER, Casework, case

WORDS = ("pothole", "potholes", "ferry", "ferries", "Càrn", "lamp", "lamps", "school", "bus", "A83", "pier")
PLACES = ("Shore Road", "Càrn Bàn", "Ferry Road", "Lamp Lane", "Pier Road 83", "")
CATEGORIES = {"potholes": "roads", "gritting": "roads", "schools": "education"}
NAMES = {"potholes": "Potholes", "gritting": "Gritting", "schools": "Schools"}
QUESTIONS = (
    *("pothole", "ferr", "lamp road", "carn", "pier road 8", "school bus", "lamps pothole", "a83", "s"),
)
EVERYTHING = 100
CHOSEN = random.Random(20)


def casebook() -> list[dict[str, Any]]:
    """Requests of ten years in any order, many of one day."""
    cases = []
    for number in range(90):
        raised = datetime(2013, 6, 1, 9, tzinfo=UTC) + timedelta(days=31 * CHOSEN.randrange(120))
        category_id = CHOSEN.choice(list(CATEGORIES))
        different = {
            "subject": " ".join(CHOSEN.sample(WORDS, 3)),
            "place": CHOSEN.choice(PLACES),
            "category_id": category_id,
            "service_id": CATEGORIES[category_id],
            "member_id": CHOSEN.choice(["ann", "bob"]),
            "raised_at": raised.isoformat(),
            **dict.fromkeys(("responded_at", "closed_at")),
        }
        cases.append(case(number, **different))
    return cases


CASEBOOK = casebook()


@pytest.fixture
def two(sqlite_url: str, postgresql_url: str, tmp_path: Path) -> Iterator[list[Casework]]:
    """The same casebook on both databases, brought in in two parts."""
    one, other = Casework(sqlite_url, tmp_path / "one"), Casework(postgresql_url, tmp_path / "two")
    with closing(one), closing(other):
        for casework in (one, other):
            for part in (CASEBOOK[:40], CASEBOOK[40:]):
                casework.done("import_cases", OPERATOR, casebook="old", cases=part)
        yield [one, other]


def read_plainly(words: str, actor: Actor) -> list[str]:
    """The references that somebody finds, by going through everything."""
    found = []
    for each in CASEBOOK:
        whose = {MEMBER: each["member_id"] == "ann", OFFICER: each["service_id"] == "roads"}
        whose[OTHER_OFFICER] = not whose[OFFICER]
        subject, place = forms(each["subject"]), forms(each["place"])
        anywhere = {**subject, **place, **forms(NAMES[each["category_id"]])}
        asked = terms(words)
        if whose.get(actor, True) and all(term.is_in(anywhere) for term in asked):
            rank = 1 if all(term.is_in(subject) for term in asked) else 2
            newest = -datetime.fromisoformat(each["raised_at"]).timestamp()
            found.append((rank, newest, each["external_reference"]))
    return [reference for _, _, reference in sorted(found, key=lambda one: one[:2])]


def found(casework: Casework, words: str, actor: Actor, limit: int) -> tuple[list[tuple[str, Any]], bool]:
    """(reference, where) in order, and whether there is more."""
    answer = casework.done("search", actor, words=words, limit=limit)
    return [(row["external_reference"], row["found_in"]) for row in answer["results"]], answer["more"]


def test_both_databases_find_what_a_plain_reading_finds_in_the_same_order(two: list[Casework]) -> None:
    times = {each["external_reference"]: each["raised_at"] for each in CASEBOOK}
    some = 0
    for actor in (MEMBER, OFFICER, OTHER_OFFICER, DESK):
        for words in QUESTIONS:
            one, other = (found(casework, words, actor, EVERYTHING) for casework in two)
            assert one == other
            plain, references = read_plainly(words, actor), [reference for reference, _ in one[0]]
            assert sorted(references) == sorted(plain)
            assert [times[reference] for reference in references] == [times[each] for each in plain]
            for limit in (1, 5):
                first = [found(casework, words, actor, limit) for casework in two]
                assert first[0] == first[1] == (one[0][:limit], len(one[0]) > limit)
            some += len(references)
    assert some > 200


def test_both_databases_take_the_same_for_already_asked(two: list[Casework]) -> None:
    for place, words in (("Ferry Road", "pothole lamp"), ("Shore", ""), ("Càrn Bàn", "buses at the pier")):
        body = {"ward_id": "cowal", "place": place, "words": words}
        one, other = (casework.done("already_asked", MEMBER, **body)["requests"] for casework in two)
        assert [row["reference"] for row in one] == [row["reference"] for row in other]
        assert one
