"""The plain part of searching: words, slips of references, and who finds a request by which of its words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.requests.domain import events as e
from services.requests.domain.references import Reference
from services.requests.domain.search.documents import (
    Level,
    Said,
    Texts,
    minute_of,
    number_in_time,
    words_by_scope,
)
from services.requests.domain.search.lexemes import lexemes, quarter_of, quarters_between
from services.requests.domain.search.lookups import broadest, lookups, rank_of
from services.requests.domain.search.scopes import (
    Scope,
    Searcher,
    scopes_of_request,
    scopes_of_searcher,
)
from services.requests.domain.search.slips import meant_references
from services.requests.domain.search.words import MOST_TERMS, Term, forms, spelt, stem, terms
from services.requests.domain.vocabulary import Sharing, Side, Standing
from tests.unit.request_examples import raised

DAY = datetime(2023, 9, 20, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pothole, A83: 2 cars", ["pothole", "a83", "2", "cars"]),
        ("Tobar Mhoire – Bàgh", ["tobar", "mhoire", "bagh"]),
        ("O’Brien's", ["obriens"]),
        ("Straße Ærø Þingvellir", ["strasse", "aero", "thingvellir"]),
        ("ﬁre Ⅳ", ["fire", "iv"]),
        ("snow_plough", ["snow", "plough"]),
        ("مدرسة", ["u645u62fu631u633u629"]),
        ("🚧 … \0 \ud800", []),
    ],
)
def test_words_are_spelt_without_case_accents_and_signs(text: str, words: list[str]) -> None:
    assert spelt(text) == words


@pytest.mark.parametrize(
    ("word", "without_ending"),
    [
        ("potholes", "pothole"),
        ("ferries", "ferry"),
        ("churches", "church"),
        ("boxes", "box"),
        ("bus", "bus"),
        ("glass", "glass"),
        ("gas", "gas"),
        ("houses", "house"),
    ],
)
def test_a_plural_is_its_singular(word: str, without_ending: str) -> None:
    assert stem(word) == without_ending


@given(st.text(max_size=200))
def test_every_text_becomes_small_letters_and_digits(text: str) -> None:
    for word in [*spelt(text), *forms(text), *(term.stem for term in terms(text))]:
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()
    assert len(terms(text)) <= MOST_TERMS


@given(st.text(min_size=1, max_size=60))
def test_a_text_is_found_by_itself_and_by_its_beginning_word_by_word(text: str) -> None:
    written = forms(text)
    assert not written or all(term.is_in(written) for term in terms(text))


def test_words_that_are_everywhere_are_asked_for_only_while_they_are_typed_alone() -> None:
    assert terms("the pier of the town") == (Term("pier"), Term("town", "town"))
    assert terms("pier of") == (Term("pier"),)
    assert terms("the") == (Term("the", "the"),)
    assert terms("x") == (Term("x"),)
    assert terms("!?") == ()


GOOD = str(Reference(2023, 1234))


@pytest.mark.parametrize(
    "typed",
    [
        GOOD[:-1] + ("K" if GOOD[-1] != "K" else "L"),
        GOOD[:-2],
        GOOD.replace("1234", "1284"),
        GOOD.replace("1234", "1324"),
        GOOD.replace("2023", "2032").lower(),
        GOOD.replace("00", "OO").replace("-", " "),
    ],
)
def test_a_reference_with_one_slip_is_understood(typed: str) -> None:
    assert GOOD in meant_references(typed)


def test_a_check_character_changed_round_with_its_neighbour_is_understood() -> None:
    for number in range(1, 200):
        reference = str(Reference(2023, number)).replace("-", "")
        assert str(Reference(2023, number)) in [
            *meant_references(reference[:-2] + reference[-1] + reference[-2]),
            str(Reference(2023, number)) if reference[-1] == reference[-2] else "",
        ]


@pytest.mark.parametrize("typed", [GOOD, "10000006", "MZ", "pothole", "MZ-2023-12-K", "NYCC18501367", "\0"])
def test_what_is_a_reference_or_nothing_like_one_means_no_other(typed: str) -> None:
    assert meant_references(typed) == []


@given(st.text(max_size=60))
def test_few_references_are_ever_meant(text: str) -> None:
    assert len(meant_references("MZ2023" + text)) <= 40


def test_the_later_raised_the_smaller_the_number_and_equals_go_by_their_reference() -> None:
    references = [str(Reference(2023, number)) for number in (1, 2, 3)]
    times = [DAY, DAY + timedelta(minutes=1), DAY + timedelta(minutes=1)]
    numbers = [number_in_time(*pair) for pair in zip(times, references, strict=True)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 3
    assert minute_of(numbers[1]) == minute_of(numbers[0]) + 1
    assert 0 <= number_in_time(datetime(1, 1, 1, tzinfo=UTC), references[0]) < 2**63


def test_quarters_run_from_the_newest_to_the_oldest() -> None:
    newest, oldest = (
        number_in_time(datetime(*day, tzinfo=UTC), GOOD) for day in ((2023, 9, 30), (2022, 12, 31))
    )
    quarters = quarters_between(newest, oldest)
    assert quarters[0] == quarter_of(newest)
    assert quarters[-1] == quarter_of(oldest)
    assert len(quarters) == len(set(quarters)) == 4


SAID = (
    Said(e.NoteAdded(raised().state), Side.SERVICE, "noted"),
    Said(e.ContributionAdded(raised().state, "waste"), Side.SERVICE, "contributed"),
    Said(e.MessageAdded(raised().state), Side.MEMBER, "pleaded"),
    Said(e.HoldPlaced(raised().state), Side.SERVICE, "held"),
)
TEXTS = Texts("about", "where", "happening", "wanted", "earlier", "jobbed", "answered", SAID)
HEAD = {"about", "where"}
MATTER = {*HEAD, "wanted", "happening"}
WHOLE = {*MATTER, "earlier", "answered", "pleaded"}
READ = {
    Scope("m", "ann"): WHOLE,
    Scope("a"): {*WHOLE, "noted", "contributed", "jobbed", "held"},
    Scope("s", "roads"): {*WHOLE, "noted", "contributed", "jobbed"},
    Scope("d", "dirk"): {*WHOLE, "noted", "contributed", "jobbed"},
    Scope("c", "waste"): {*MATTER, "contributed"},
    Scope("c", "education"): MATTER,
    Scope("j", "bob"): {*HEAD, "wanted"},
    Scope("w", "cowal"): HEAD,
    Scope("f", "parks"): set(),
    Scope("o", "bob"): set(),
}


@pytest.mark.parametrize("scope", READ, ids=str)
def test_a_request_is_found_by_the_words_that_its_reader_may_read(scope: Scope) -> None:
    words = words_by_scope([scope], "potholes", TEXTS)[scope]
    stems = {stem(word) for word in READ[scope]}
    assert {word for word, level in words.items() if level is not Level.CATEGORY} == READ[scope] | stems
    assert (Level.CATEGORY in words.values()) == bool(READ[scope])


def test_notes_are_deeper_than_messages_and_reasons_of_governance_deepest() -> None:
    words = words_by_scope([Scope("a")], "potholes", TEXTS)[Scope("a")]
    assert words["about"] is Level.SUBJECT
    assert words["where"] is words["earlier"] is Level.PLACE
    assert words["pleaded"] is Level.CONVERSATION
    assert words["noted"] is words["jobbed"] is Level.SERVICE_SIDE
    assert words["held"] is Level.GOVERNANCE


def test_a_very_long_conversation_is_found_by_its_newest_words() -> None:
    said = [
        Said(e.MessageAdded(raised().state), Side.MEMBER, " ".join(f"w{number}x{n}" for n in range(900)))
        for number in range(9, 0, -1)
    ]
    words = words_by_scope([Scope("m", "ann")], "potholes", Texts("about", "where", said=said))
    found = words[Scope("m", "ann")]
    assert "about" in found
    assert "w9x899" in found
    assert "w1x0" not in found
    assert len(found) < 3_000


def test_who_may_know_of_a_request_changes_with_it() -> None:
    state = raised()
    own = Scope("m", state.member_id)
    assert set(scopes_of_request(state)) == {own, Scope("s", state.service_id), Scope("a")}
    shared = replace(
        state,
        sharing=Sharing.WARD_COLLEAGUES,
        joined=frozenset({"cara"}),
        contributors=frozenset({"waste"}),
        former_services=frozenset({"parks"}),
        asked_to_join={"bob": "another", "dan": None},
        made_by="eve",
        highest_level=2,
        stood_with=frozenset({"dirk"}),
    )
    more = ["j:cara", "c:waste", "f:parks", "o:bob", "o:eve", "d:", "d:dirk", f"w:{state.ward_id}"]
    assert {str(scope) for scope in scopes_of_request(shared)} >= {*more}
    assert "o:dan" not in {str(scope) for scope in scopes_of_request(shared)}


def test_a_member_who_is_an_officer_looks_for_notes_among_the_requests_of_others_only() -> None:
    vera = Searcher("vera", {"member", "officer"}, {"roads"}, {"cowal"})
    found = lookups(terms("lamp"), {}, scopes_of_searcher(vera))
    notes = found[-1]
    assert notes.rank == Level.SERVICE_SIDE
    assert {str(scope) for scope in notes.scopes} == {"s:roads", "c:roads"}
    assert {str(scope) for scope in notes.but_not} == {"m:vera", "j:vera", "o:vera", "w:cowal"}


SEARCHERS = (
    Searcher("vera", {"member", "officer"}, {"roads"}, {"cowal"}),
    Searcher("vera", {"member"}, set(), {"cowal"}),
    Searcher("olive", {"officer", "director"}, {"roads", "waste"}, set()),
    Searcher("gus", {"information_governance", "member"}, set(), {"bute"}),
    Searcher("dora", {"member_services"}, set(), set()),
)
STRETCHES = (
    [Scope("m", "vera"), Scope("s", "roads")],
    [Scope("w", "cowal"), Scope("s", "roads")],
    [Scope("a")],
)


@pytest.mark.parametrize("searcher", SEARCHERS, ids=lambda searcher: "+".join(sorted(searcher.roles)))
@pytest.mark.parametrize("scopes", STRETCHES, ids=str)
@pytest.mark.parametrize("word", ["about", "where", "pleaded", "noted", "held", "noted about", "nowhere"])
def test_what_is_found_in_no_order_is_what_is_found_rank_by_rank(
    searcher: Searcher, scopes: list[Scope], word: str
) -> None:
    number = number_in_time(DAY, GOOD)
    found = set(lexemes(words_by_scope(scopes, "potholes", TEXTS), quarter_of(number)))
    asked = (terms(word), {}, scopes_of_searcher(searcher))
    by_rank, at_once = (rank_of(found, number, part(*asked)) for part in (lookups, broadest))
    assert (by_rank is None) == (at_once is None)


def test_a_request_has_the_rank_of_the_deepest_of_its_words() -> None:
    number = number_in_time(DAY, GOOD)
    found = set(lexemes(words_by_scope([Scope("a")], "potholes", TEXTS), quarter_of(number)))
    ranks = {
        "about": 1,
        "about where": 2,
        "about plead": 3,
        "noted about": 4,
        "held": 5,
        "about nowhere": None,
    }
    for words, rank in ranks.items():
        asked = lookups(terms(words), {}, {Scope("a"): Standing.GOVERNANCE})
        assert rank_of(found, number, asked) == rank


def test_colleagues_look_no_deeper_than_the_place_and_the_desk_not_into_notes() -> None:
    for roles, deepest in (
        ({"member_services"}, Level.CONVERSATION),
        ({"information_governance"}, Level.GOVERNANCE),
    ):
        found = lookups(terms("lamp"), {}, scopes_of_searcher(Searcher("x", roles, set(), set())))
        assert found[-1].rank == deepest
    assert lookups(terms("lamp"), {}, {Scope("w", "cowal"): Standing.COLLEAGUE})[-1].rank == Level.PLACE
    assert lookups((), {}, {Scope("a"): Standing.DESK}) == []


@given(st.text(max_size=30), st.text(min_size=1, max_size=30))
def test_entries_of_the_index_are_small_letters_and_digits(identifier: str, text: str) -> None:
    words = words_by_scope([Scope("m", identifier), Scope("s", identifier)], identifier, Texts(text, text))
    for entry in lexemes(words, "bz"):
        assert entry.isascii()
        assert entry.isalnum()
        assert entry == entry.lower()
