"""Signing in: who is let in, how they are remembered, and who is not."""

import sqlalchemy as sa

from services.directory.domain import sign_in
from tests.service.directory_office import GATEWAY, Office

SAID = {"provider": "members", "subject": "sub-1", "email": "Mairi@Council.example", "email_verified": True}


def test_the_first_sign_in_by_a_verified_address_links_the_person(office: Office) -> None:
    office.load()
    answer = office.call("sign_in", GATEWAY, **SAID)
    person_id = office.person_id("Mairi Rae")
    assert answer["result"]["person"] == {
        "person_id": person_id,
        "name": "Mairi Rae",
        "email": "mairi@council.example",
        "roles": [{"role": "member", "service_id": None}],
        "wards": ["cowal"],
        "reached": [{"source": "directory", "stream": f"person:{person_id}", "sequence": 2}],
    }
    assert answer["reached"] == {"source": "directory", "stream": f"person:{person_id}", "sequence": 2}
    linked = office.events()[-1]
    assert (linked.type, linked.data) == ("provider_linked", {"person_id": person_id, "provider": "members"})
    assert (linked.actor_id, linked.actor_role) == (person_id, "member")


def test_the_subject_is_enough_from_then_on_and_nothing_more_is_told(office: Office) -> None:
    office.load()
    first = office.done("sign_in", GATEWAY, **SAID)
    again = office.done("sign_in", GATEWAY, provider="members", subject="sub-1")
    assert again["person"] == first["person"]
    assert again["session_id"] != first["session_id"]
    assert len(office.events()) == 7


def test_a_person_may_come_through_two_providers(office: Office) -> None:
    office.load()
    first = office.done("sign_in", GATEWAY, **SAID)
    second = office.done("sign_in", GATEWAY, **{**SAID, "provider": "officers"})
    assert first["person"]["person_id"] == second["person"]["person_id"]


def test_who_is_not_known_is_refused(office: Office) -> None:
    office.load()
    stranger = {**SAID, "email": "lev@council.example"}
    assert office.refused("sign_in", GATEWAY, **stranger) == ("not_allowed", sign_in.NOBODY)
    nameless = {**SAID, "email": None}
    assert office.refused("sign_in", GATEWAY, **nameless) == ("not_allowed", sign_in.NOBODY)


def test_an_address_that_is_not_verified_is_refused(office: Office) -> None:
    office.load()
    refused = office.refused("sign_in", GATEWAY, **{**SAID, "email_verified": False})
    assert refused == ("not_allowed", sign_in.UNVERIFIED)


def test_another_account_of_the_same_provider_is_refused(office: Office) -> None:
    office.load()
    office.done("sign_in", GATEWAY, **SAID)
    refused = office.refused("sign_in", GATEWAY, **{**SAID, "subject": "sub-2"})
    assert refused == ("not_allowed", sign_in.OTHER_ACCOUNT)


def test_who_holds_no_role_today_is_refused(office: Office) -> None:
    office.load(people=[{"name": "Lev Orr", "email": "lev@council.example"}])
    refused = office.refused("sign_in", GATEWAY, **{**SAID, "email": "lev@council.example"})
    assert refused == ("not_allowed", sign_in.NO_ROLE)
    assert len(office.events()) == 1


def test_nobody_but_the_gateway_signs_people_in(office: Office) -> None:
    office.load()
    assert office.refused("sign_in", office.actor("Ada Kerr", "administrator"), **SAID)[0] == "not_allowed"


def test_the_secret_of_a_session_is_kept_nowhere(office: Office) -> None:
    office.load()
    secret = office.sign_in()["session_id"]
    with office.database.reading() as session:
        for name in sa.inspect(session.get_bind()).get_table_names():
            rows = session.execute(sa.text(f'SELECT * FROM "{name}"')).all()
            assert not any(secret in str(row) for row in rows), name


def test_a_sign_in_takes_few_questions(office: Office) -> None:
    office.load()
    office.sign_in()
    with office.counted() as sent:
        office.sign_in()
    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) <= 3
