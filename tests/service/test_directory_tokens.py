"""Tokens: made at the command line; good until they expire, are revoked, or their person leaves."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from services.chassis.actor import Actor
from tests.service.directory_office import GATEWAY, MORNING, OPERATOR, Office

ASKED = {"email": "MAIRI@council.example", "scopes": ["requests:write", "requests:read"], "label": "diary"}


def created(office: Office, **more: Any) -> dict[str, Any]:
    return office.done("create_token", OPERATOR, **{**ASKED, **more})


def test_a_token_stands_for_its_person_and_scopes(office: Office) -> None:
    office.load()
    token = created(office)
    assert token["token"].startswith("mz_")
    assert token["expires_at"] == (MORNING + timedelta(days=90)).isoformat()
    answer = office.done("authenticate_token", GATEWAY, token=token["token"])
    assert answer["person"]["name"] == "Mairi Rae"
    assert answer["scopes"] == ["requests:read", "requests:write"]


def test_the_secret_of_a_token_is_kept_nowhere(office: Office) -> None:
    office.load()
    secret = created(office)["token"]
    with office.database.reading() as session:
        for name in sa.inspect(session.get_bind()).get_table_names():
            rows = session.execute(sa.text(f'SELECT * FROM "{name}"')).all()
            assert not any(secret in str(row) for row in rows), name


def test_a_token_that_is_unknown_expired_or_revoked_is_worth_nothing(office: Office) -> None:
    office.load()
    lasting, short = created(office), created(office, days=1)
    office.done("revoke_token", OPERATOR, handle=lasting["handle"])
    office.clock.advance(timedelta(days=1))
    for secret in (lasting["token"], short["token"], "mz_never-made-by-anybody-anywhere"):
        assert office.refused("authenticate_token", GATEWAY, token=secret)[0] == "not_signed_in"


def test_a_leavers_token_is_worth_nothing(office: Office) -> None:
    office.load()
    secret = created(office)["token"]
    leaver = {"name": "Mairi Rae", "email": "mairi@council.example"}
    office.load(people=[leaver | {"terms": [{"ward": "cowal", "ends": "2023-09-21"}]}])
    assert office.refused("authenticate_token", GATEWAY, token=secret)[0] == "not_signed_in"
    code, sentence = office.refused("create_token", OPERATOR, **ASKED)
    assert (code, sentence) == ("not_allowed", "Mairi Rae holds no role today: give them one first.")


def test_a_token_for_nobody_is_refused(office: Office) -> None:
    office.load()
    code, sentence = office.refused("create_token", OPERATOR, **{**ASKED, "email": "lev@council.example"})
    assert (code, sentence) == ("not_found", "Nobody in the directory has the address lev@council.example.")


def test_only_the_command_line_makes_tokens(office: Office) -> None:
    office.load()
    assert (
        office.refused("create_token", office.actor("Ada Kerr", "administrator"), **ASKED)[0] == "not_allowed"
    )


def test_people_see_and_revoke_their_own_tokens_only(office: Office) -> None:
    office.load()
    mine = created(office)
    others = created(office, email="ola@council.example")
    mairi = office.actor("Mairi Rae", "member")
    [listed] = office.done("list_tokens", mairi)["tokens"]
    assert listed == {
        "handle": mine["handle"],
        "person": "Mairi Rae",
        "email": "mairi@council.example",
        "label": "diary",
        "scopes": ["requests:read", "requests:write"],
        "created_at": MORNING.isoformat(),
        "expires_at": mine["expires_at"],
    }
    assert office.refused("revoke_token", mairi, handle=others["handle"])[0] == "not_found"
    assert office.done("revoke_token", mairi, handle=mine["handle"]) == {"revoked": 1}
    assert office.done("list_tokens", mairi)["tokens"] == []
    assert office.refused("revoke_token", mairi, handle=mine["handle"])[0] == "not_found"


def test_the_command_line_sees_and_revokes_everybodys(office: Office) -> None:
    office.load()
    created(office)
    token = created(office, email="ola@council.example")
    assert len(office.done("list_tokens", OPERATOR)["tokens"]) == 2
    office.done("revoke_token", OPERATOR, handle=token["handle"])
    assert [listed["person"] for listed in office.done("list_tokens", OPERATOR)["tokens"]] == ["Mairi Rae"]


def test_checking_a_token_takes_two_questions(office: Office) -> None:
    office.load()
    secret = created(office)["token"]
    with office.counted() as sent:
        office.done("authenticate_token", GATEWAY, token=secret)
    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) == 2


def test_a_calendar_feed_is_made_by_oneself_and_replaces_the_one_there_was(office: Office) -> None:
    office.load()
    kept = created(office)
    me = office.done("authenticate_token", GATEWAY, token=kept["token"])["person"]["person_id"]
    myself = Actor(me, "member", frozenset({"member"}))
    first, second = (office.done("create_calendar_feed", myself) for _ in range(2))
    assert office.done("authenticate_token", GATEWAY, token=second["token"])["scopes"] == ["calendar:read"]
    assert office.refused("authenticate_token", GATEWAY, token=first["token"])[0] == "not_signed_in"
    assert office.done("authenticate_token", GATEWAY, token=kept["token"])["scopes"] != ["calendar:read"]
    handles = {token["handle"] for token in office.done("list_tokens", myself)["tokens"]}
    assert handles == {kept["handle"], second["handle"]}
    with office.database.reading() as session:
        for name in sa.inspect(session.get_bind()).get_table_names():
            rows = session.execute(sa.text(f'SELECT * FROM "{name}"')).all()
            assert not any(second["token"] in str(row) for row in rows), name
