"""An election day at the demonstration council: 36 out, 36 in, one reviewed change in one transaction."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway.cli.directory_commands import read_directory_file
from tests.service.directory_office import OPERATOR, Office

COUNCIL = read_directory_file(Path("deploy/demonstration/council.yaml"))
LAST, FIRST = "2027-05-06", "2027-05-07"
AGAIN, MOVED = 9, 3  # of the 12 who are elected again, 3 for another ward
Entries = list[dict[str, Any]]


def sitting() -> Entries:
    return [person for person in COUNCIL["people"] if person.get("terms")]


def seats_in_order() -> list[str]:
    return [ward["id"] for ward in COUNCIL["wards"] for _ in range(ward["seats"])]


def election(first: str = FIRST, newcomers: int = 24) -> dict[str, Entries]:
    """What the returning officer declares: all terms end; 9 return, 3 for another ward, 24 are new."""
    free = Counter(seats_in_order())
    people = []
    for number, member in enumerate(sitting()):
        [held] = member["terms"]
        terms = [held | {"ends": LAST}]
        if number % 4 == 0:
            terms.append({"ward": held["ward"], "starts": first})
            free[held["ward"]] -= 1
        people.append(member | {"terms": terms})
    for number, ward in ((1, "dunoon"), (13, "cowal"), (29, "mid-argyll")):
        people[number]["terms"].append({"ward": ward, "starts": first})
        free[ward] -= 1
    people += [
        {"name": f"New Member {n}", "email": f"new{n}@members.memberzone.example",
         "terms": [{"ward": ward, "starts": first}]}
        for n, ward in zip(range(newcomers), free.elements(), strict=False)
    ]  # fmt: skip
    return {"people": people}


@pytest.fixture
def council(office: Office) -> Office:
    """The demonstration council a month before the election, with open requests of two members."""
    office.load(**COUNCIL)
    office.clock.set(datetime(2027, 4, 6, 9, 0, tzinfo=UTC))
    leaver, stayer = office.person_id(sitting()[2]["name"]), office.person_id(sitting()[0]["name"])
    for number, member in enumerate([leaver, leaver, stayer]):
        raised = {
            "state": "with_service",
            "reference": f"MZ-2027-00000{number}-X",
            "kind": "action",
            "member_id": member,
            "channel": "online",
            "service_id": "education",
            "category_id": "school-meals",
            "ward_id": "cowal",
            "priority": "normal",
        }
        office.hear(("request_raised", f"r-{number}", 1, raised))
    return office


def test_the_file_is_36_out_and_36_in_with_12_elected_again() -> None:
    people = election()["people"]
    begins = [term for person in people for term in person["terms"] if term["starts"] == FIRST]
    ends = [term for person in people for term in person["terms"] if term.get("ends") == LAST]
    assert (len(begins), len(ends)) == (36, 36)
    assert Counter(term["ward"] for term in begins) == Counter(seats_in_order())
    again = [person for person in people if len(person["terms"]) == 2]
    assert len(again) == AGAIN + MOVED


def test_the_preview_says_who_goes_what_freezes_and_that_every_seat_is_taken(council: Office) -> None:
    preview = council.done("preview_load", OPERATOR, **election())
    assert len(preview["changes"]) == 36 + 24
    follows = preview["consequences"]
    assert len(follows["frozen"]) == 24
    assert {frozen["ended_on"] for frozen in follows["frozen"]} == {LAST}
    assert sum(frozen["open_requests"] for frozen in follows["frozen"]) == 2
    assert Counter(lost["role"] for lost in follows["lost"]) == {"member": 24 + MOVED}
    assert len(follows["seats"]) == 11
    assert all((ward["on"], ward["serving"]) == (FIRST, ward["seats"]) for ward in follows["seats"])
    assert follows["ended_wards"] == []


def test_it_is_applied_in_one_transaction_and_holds_from_its_day_on(council: Office) -> None:
    preview = council.done("preview_load", OPERATOR, **election())
    before = len(council.events())
    applied = council.done("load", OPERATOR, **election(), based_on=preview["based_on"])
    assert len(applied["reached"]) == len(council.events()) - before == 60
    old, new = (council.done("council", OPERATOR, as_at=day)["people"] for day in (LAST, FIRST))
    members = [{p["person_id"] for p in people if p["is_member"]} for people in (old, new)]
    assert [len(serving) for serving in members] == [36, 36]
    assert len(members[0] & members[1]) == AGAIN + MOVED
    for ward in COUNCIL["wards"]:
        for day in (LAST, FIRST):
            found = council.done("people", OPERATOR, ward_id=ward["id"], as_at=day)["people"]
            assert len(found) == ward["seats"]


def test_24_offices_are_told_to_have_ended_and_12_are_not(council: Office) -> None:
    council.load(**election())
    council.clock.set(datetime(2027, 5, 6, 23, 0, 30, tzinfo=UTC))
    with council.counted() as sent:
        told = council.look_for_ended_offices()
    assert len(told) == 24
    assert {event.time for event in told} == {datetime(2027, 5, 6, 23, 0, tzinfo=UTC)}
    assert len({event.stream for event in told}) == 24
    assert council.look_for_ended_offices() == []
    assert len(sent) < 24 * 7


def test_a_service_that_was_down_for_a_week_tells_them_all_the_same(council: Office) -> None:
    council.load(**election())
    council.clock.advance(timedelta(days=60))
    assert len(council.look_for_ended_offices()) == 24


REFUSED: list[tuple[dict[str, Entries], str]] = [
    (
        election(first="2027-05-06"),
        "Mairead Galbraith: the term for South Kintyre is held twice at once: correct the days.",
    ),
    (
        election(first="2027-05-10"),
        "Cowal would have no member from 2027-05-07 to 2027-05-09: let the new terms begin",
    ),
    (
        {"people": [*election()["people"], {"name": "One More", "email": "more@members.memberzone.example",
                                            "terms": [{"ward": "cowal", "starts": FIRST}]}]},
        "Cowal has 3 seats, and 4 members would serve it on 2027-05-07: end a term or correct the seats.",
    ),
    (
        {"people": [person for person in election()["people"] if person["name"].startswith("New")]},
        "members would serve it on 2027-05-07: end a term or correct the seats.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "sentence"), REFUSED)
def test_an_election_that_does_not_add_up_is_refused_whole(
    council: Office, entries: dict[str, Entries], sentence: str
) -> None:
    before = len(council.events())
    for call in ("preview_load", "load"):
        problem = council.call(call, OPERATOR, **entries)["problem"]
        assert any(sentence in reason for reason in problem["details"]["refusals"])
    assert len(council.events()) == before


def test_a_seat_that_nobody_won_is_shown_as_free(council: Office) -> None:
    follows = council.done("preview_load", OPERATOR, **election(newcomers=23))["consequences"]
    free = [ward for ward in follows["seats"] if ward["serving"] < ward["seats"]]
    assert [(ward["seats"] - ward["serving"]) for ward in free] == [1]


def test_a_boundary_change_ends_wards_and_begins_others_on_the_same_day(council: Office) -> None:
    cowal, dunoon = (ward for ward in COUNCIL["wards"] if ward["id"] in ("cowal", "dunoon"))
    joined = {"id": "cowal-and-dunoon", "name": "Cowal and Dunoon", "seats": 6, "starts": FIRST}
    people = [
        person
        | {"terms": [term | {"ward": joined["id"]} if _moves(term) else term for term in person["terms"]]}
        for person in election()["people"]
    ]
    wards = [cowal | {"ends": LAST}, dunoon | {"ends": LAST}, joined]
    follows = council.done("load", OPERATOR, wards=wards, people=people)["consequences"]
    assert [(ended["ward_id"], ended["open_requests"]) for ended in follows["ended_wards"]] == [
        ("cowal", 3),
        ("dunoon", 0),
    ]
    then = {ward["id"] for ward in council.done("council", OPERATOR, as_at=FIRST)["wards"]}
    assert joined["id"] in then
    assert not {"cowal", "dunoon"} & then
    assert len(then) == 10
    assert len(council.done("people", OPERATOR, ward_id=joined["id"], as_at=FIRST)["people"]) == 6


def _moves(term: dict[str, Any]) -> bool:
    return term["starts"] == FIRST and term["ward"] in ("cowal", "dunoon")


def test_a_by_election_fills_one_seat(council: Office) -> None:
    member = sitting()[0]
    gone = member | {"terms": [member["terms"][0] | {"ends": "2027-04-30"}]}
    council.load(people=[gone])
    elected = {"name": "By Elected", "email": "by@members.memberzone.example",
               "terms": [{"ward": "south-kintyre", "starts": "2027-07-01"}]}  # fmt: skip
    follows = council.done("load", OPERATOR, people=[elected])["consequences"]
    assert (follows["frozen"], follows["lost"]) == ([], [])
    [seats] = follows["seats"]
    assert (seats["on"], seats["serving"], seats["seats"]) == ("2027-07-01", 3, 3)
