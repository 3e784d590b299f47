"""Constituents: known to their member and whom they allow, in no event, and gone when the agreement ends."""

from typing import Any

import pytest

from services.chassis.actor import Actor
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    OFFICER,
    OTHER_MEMBER,
    Casework,
    full_answer,
    person,
)
from tests.service.requests_council import (
    BIN_OFFICER,
    COLLEAGUE,
    GOVERNANCE,
    constituent,
    led,
    types_read,
    whole,
)
from tests.service.stored_words import where_stored

SECRETS = ("Morag", "morag@", "secret")


def shown(casework: Casework, actor: Actor, request_id: str) -> Any:
    """The constituent on somebody's page of a request; `nothing` when the page does not speak of one."""
    return casework.done("request", actor, request_id=request_id)["request"].get("constituent", "nothing")


def shared_by_all(casework: Casework) -> str:
    """A request that everybody has to do with."""
    request_id = whole(casework).raised(sharing="ward_colleagues")
    casework.tell("person_recorded", person("mina", "Mina Member", terms=[("cowal", None)]))
    led(
        casework,
        request_id,
        ("ask_to_join", COLLEAGUE, {}),
        ("accept_join", MEMBER, {"member_id": "cara"}),
        ("add_contributor", OFFICER, {"service_id": "waste"}),
    )
    return request_id


@pytest.mark.parametrize("service_may_see", [False, True])
def test_a_constituent_is_shown_to_the_owner_and_to_the_service_if_they_agreed(
    casework: Casework, service_may_see: bool
) -> None:
    request_id = shared_by_all(casework)
    casework.done("attach_constituent", MEMBER, **constituent(request_id, service_may_see=service_may_see))
    for actor in (MEMBER, DESK, GOVERNANCE):
        assert shown(casework, actor, request_id)["name"] == "Morag MacSecret"
    for actor in (OFFICER, HEAD):
        seen = shown(casework, actor, request_id)
        assert seen["contact"] == "morag@secret.example" if service_may_see else seen == "nothing"
        assert ("constituent_attached" in types_read(casework, actor, request_id)) is service_may_see
    mina = Actor("mina", "member", frozenset({"member"}))
    for actor in (COLLEAGUE, BIN_OFFICER, mina):
        assert shown(casework, actor, request_id) == "nothing"
        assert "constituent_attached" not in types_read(casework, actor, request_id)
        assert "secret" not in str(casework.done("request", actor, request_id=request_id))


def test_no_list_and_no_event_speaks_of_a_constituent(casework: Casework) -> None:
    request_id = shared_by_all(casework)
    casework.done("attach_constituent", MEMBER, **constituent(request_id, service_may_see=True))
    assert where_stored(casework, *SECRETS) == {"constituents"}
    for name, actor in (
        ("portfolio", MEMBER),
        ("member_home", MEMBER),
        ("worklist", OFFICER),
        ("ward_requests", COLLEAGUE),
        ("raise_form", DESK),
        ("diary", MEMBER),
        ("drafts", MEMBER),
    ):
        assert not any(secret in str(casework.done(name, actor)) for secret in SECRETS), name


def test_a_member_finds_their_own_constituents_only(casework: Casework) -> None:
    first, second = whole(casework).raised(), casework.raised()
    casework.done("attach_constituent", MEMBER, **constituent(first, name="Örla MacÀdam"))
    (found,) = casework.done("constituents", MEMBER, name="öRLA macà")["constituents"]
    casework.done("attach_constituent", MEMBER, request_id=second, constituent_id=found["constituent_id"])
    (found,) = casework.done("constituents", MEMBER)["constituents"]
    assert {request["request_id"] for request in found["requests"]} == {first, second}
    assert found["agreed_on"] == "2023-09-18"
    assert casework.done("constituents", MEMBER, name="nobody")["constituents"] == []
    assert casework.done("constituents", OTHER_MEMBER)["constituents"] == []
    for actor in (OFFICER, DESK, GOVERNANCE):
        assert casework.refused("constituents", actor)["code"] == "not_allowed"
    of_bob = casework.raised(OTHER_MEMBER)
    for constituent_id in (found["constituent_id"], "no-such-record"):
        problem = casework.refused(
            "attach_constituent", OTHER_MEMBER, request_id=of_bob, constituent_id=constituent_id
        )
        assert problem["fields"].keys() == {"constituent_id"}


@pytest.mark.parametrize("actor", [MEMBER, DESK, GOVERNANCE])
def test_when_the_agreement_ends_the_constituent_is_gone_from_everywhere(
    casework: Casework, actor: Actor
) -> None:
    ids = [whole(casework).raised(), casework.raised(), casework.raised()]
    casework.done("attach_constituent", MEMBER, **constituent(ids[0], service_may_see=True))
    (found,) = casework.done("constituents", MEMBER)["constituents"]
    for other in ids[1:]:
        casework.done("attach_constituent", MEMBER, request_id=other, constituent_id=found["constituent_id"])
    led(casework, ids[1], ("respond", OFFICER, full_answer("")), ("close", MEMBER, {}))
    casework.done(
        "save_draft", MEMBER, form=f"attach_constituent:{ids[2]}", content={"name": "Morag MacSecret"}
    )
    casework.done("withdraw_agreement", actor, request_id=ids[0])
    assert where_stored(casework, *SECRETS) == set()
    for request_id in ids:
        assert types_read(casework, MEMBER, request_id)[-1] == "agreement_withdrawn"
        assert shown(casework, MEMBER, request_id) is None
    assert casework.done("constituents", MEMBER)["constituents"] == []
    assert casework.refused("withdraw_agreement", actor, request_id=ids[0])["code"] == "wrong_state"


def test_nobody_else_ends_an_agreement_or_attaches_somebody(casework: Casework) -> None:
    request_id = whole(casework).raised()
    casework.done("attach_constituent", MEMBER, **constituent(request_id))
    for actor in (OFFICER, HEAD):
        assert casework.refused("withdraw_agreement", actor, request_id=request_id)["code"] == "not_allowed"
        assert (
            casework.refused("attach_constituent", actor, **constituent(request_id))["code"] == "not_allowed"
        )


def test_a_constituent_who_is_replaced_is_forgotten_unless_another_request_is_for_them(
    casework: Casework,
) -> None:
    first, second = whole(casework).raised(), casework.raised()
    casework.done("attach_constituent", MEMBER, **constituent(first))
    (found,) = casework.done("constituents", MEMBER)["constituents"]
    again = {"constituent_id": found["constituent_id"]}
    casework.done("attach_constituent", MEMBER, request_id=second, **again)
    casework.done("attach_constituent", MEMBER, request_id=second, **again)
    casework.done("attach_constituent", MEMBER, **constituent(first, name="Angus Other", contact="By post"))
    names = [row["name"] for row in casework.done("constituents", MEMBER)["constituents"]]
    assert names == ["Angus Other", "Morag MacSecret"]
    casework.done("attach_constituent", MEMBER, **constituent(second, name="Ewan Third", contact="By post"))
    names = [row["name"] for row in casework.done("constituents", MEMBER)["constituents"]]
    assert names == ["Angus Other", "Ewan Third"]


@pytest.mark.parametrize("field", ["name", "contact", "agreed_to", "agreed_how", "agreed_on"])
def test_what_a_constituent_agreed_to_is_recorded_whole_or_not_at_all(casework: Casework, field: str) -> None:
    request_id = whole(casework).raised()
    body = constituent(request_id)
    del body[field]
    problem = casework.refused("attach_constituent", MEMBER, **body)
    assert problem["code"] == "invalid"
    assert where_stored(casework, "Morag", "morag@") == set()


def test_a_record_that_there_is_not_is_refused_however_it_is_named(casework: Casework) -> None:
    request_id = whole(casework).raised()
    for unknown in ("", " ", "nobody"):
        body = constituent(request_id) | {"constituent_id": unknown}
        problem = casework.refused("attach_constituent", MEMBER, **body)
        assert (problem["code"], list(problem["fields"])) == ("invalid", ["constituent_id"])
