"""What people choose for themselves."""

from services.chassis.actor import Actor
from tests.service.directory_office import OPERATOR, Office


def test_requests_are_shared_with_nobody_until_their_member_chooses(office: Office) -> None:
    office.load()
    mairi = office.actor("Mairi Rae", "member")
    assert office.done("preferences", mairi) == {"sharing": "only_me"}
    assert office.done("set_preferences", mairi, sharing="ward_colleagues") == {"sharing": "ward_colleagues"}
    assert office.done("preferences", mairi) == {"sharing": "ward_colleagues"}
    assert office.done("preferences", office.actor("Ola Bain", "officer")) == {"sharing": "only_me"}


def test_a_choice_is_told_once_and_its_answer_says_where_to_wait_for(office: Office) -> None:
    office.load()
    mairi = office.actor("Mairi Rae", "member")
    before = len(office.events())
    for _ in range(2):
        answer = office.call("set_preferences", mairi, sharing="ward_colleagues")
        assert answer["reached"] == {"source": "directory", "stream": f"person:{mairi.id}", "sequence": 2}
    [told] = office.events()[before:]
    assert (told.type, told.stream, told.actor_id) == ("preferences_set", f"person:{mairi.id}", mairi.id)
    assert told.data == {"person_id": mairi.id, "sharing": "ward_colleagues"}


def test_what_holds_anyway_need_not_be_told(office: Office) -> None:
    office.load()
    before = len(office.events())
    office.done("set_preferences", office.actor("Mairi Rae", "member"), sharing="only_me")
    assert len(office.events()) == before


def test_only_people_have_preferences_and_only_known_ones(office: Office) -> None:
    office.load()
    assert office.refused("preferences", OPERATOR)[0] == "not_allowed"
    assert office.refused("set_preferences", OPERATOR, sharing="only_me")[0] == "not_allowed"
    mairi = office.actor("Mairi Rae", "member")
    assert office.refused("set_preferences", mairi, sharing="everybody")[0] == "invalid"


def test_choosing_moves_nothing_else_of_the_person(office: Office) -> None:
    office.load()
    mairi = office.actor("Mairi Rae", "member")
    office.done("set_preferences", mairi, sharing="ward_colleagues")
    assert office.load()["changes"] == []
    known = office.done("person", OPERATOR, person_id=mairi.id)
    assert known["preferences"] == {"sharing": "ward_colleagues"}
    assert [line["type"] for line in known["history"]] == ["person_recorded", "preferences_set"]


def test_nobody_chooses_for_another(office: Office) -> None:
    office.load()
    stranger = Actor("p-stranger", "member", frozenset({"member"}))
    assert office.refused("set_preferences", stranger, sharing="only_me")[0] == "not_allowed"
