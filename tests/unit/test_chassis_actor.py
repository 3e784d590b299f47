"""The signed actor: fresh, for one service, for one command, by a key of ours."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from services.chassis.actor import (
    PRIVATE_FILE,
    PUBLIC_FILE,
    Actor,
    ActorSigner,
    ActorVerifier,
    NotTrusted,
    ensure_keys,
    rotate_keys,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ADA = Actor("ada", "member", frozenset({"member", "officer"}), on_behalf_of="rory")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ensure_keys(tmp_path)
    return tmp_path


def sign(folder: Path, actor: Actor = ADA, audience: str = "requests", key: str | None = "key-0001") -> str:
    return ActorSigner(folder).sign(actor, audience, key, NOW)


def verify(folder: Path, token: str, key: str | None = "key-0001", now: datetime = NOW) -> Actor:
    return ActorVerifier(folder, "requests").verify(token, key, now)


def test_what_was_signed_is_what_is_verified(folder: Path) -> None:
    assert verify(folder, sign(folder)) == ADA


def test_only_the_owner_may_read_the_private_key_and_the_public_file_holds_no_secret(folder: Path) -> None:
    assert stat.S_IMODE((folder / PRIVATE_FILE).stat().st_mode) == 0o600
    assert all("d" not in key for key in json.loads((folder / PUBLIC_FILE).read_text())["keys"])


def test_keys_are_made_once(folder: Path) -> None:
    before = (folder / PRIVATE_FILE).read_bytes()
    ensure_keys(folder)
    assert (folder / PRIVATE_FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "key", "later"),
    [
        ({}, "key-0001", timedelta(seconds=66)),
        ({}, "key-0001", timedelta(hours=-1)),
        ({"audience": "directory"}, "key-0001", timedelta()),
        ({}, "key-0002", timedelta()),
        ({}, None, timedelta()),
        ({"actor": Actor("ada", "administrator", frozenset({"member"}))}, "key-0001", timedelta()),
    ],
)
def test_a_token_for_another_time_service_command_or_role_is_not_believed(
    folder: Path, changes: dict[str, object], key: str | None, later: timedelta
) -> None:
    token = sign(folder, **changes)  # type: ignore[arg-type]
    with pytest.raises(NotTrusted):
        verify(folder, token, key, NOW + later)


def test_a_token_by_a_foreign_key_or_another_algorithm_is_not_believed(folder: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    ensure_keys(foreign)
    public = json.loads((folder / PUBLIC_FILE).read_text())["keys"][0]
    claims = {"iss": "memberzone-gateway", "sub": "ada", "aud": "requests", "key": None}
    by_secret = jwt.encode({"alg": "HS256", "kid": public["kid"]}, claims, OctKey.import_key(public["x"] * 2))
    for token in (sign(foreign), by_secret, "", "a.b.c"):
        with pytest.raises(NotTrusted):
            verify(folder, token)


def test_a_token_that_lives_longer_than_a_minute_is_not_believed(folder: Path) -> None:
    key = OKPKey.import_key(json.loads((folder / PRIVATE_FILE).read_text())["keys"][0])
    issued = int(NOW.timestamp())
    claims = {
        "iss": "memberzone-gateway",
        "sub": "ada",
        "aud": "requests",
        "key": "key-0001",
        "roles": ["member"],
        "role": "member",
        "iat": issued,
        "exp": issued + 3600,
    }
    token = jwt.encode({"alg": "Ed25519", "kid": key.kid}, claims, key, algorithms=["Ed25519"])
    with pytest.raises(NotTrusted):
        verify(folder, token)


def test_after_a_rotation_old_tokens_are_believed_and_new_ones_use_the_new_key(folder: Path) -> None:
    signer, verifier = ActorSigner(folder), ActorVerifier(folder, "requests")
    before = signer.sign(ADA, "requests", None, NOW)
    rotate_keys(folder)
    after = signer.sign(ADA, "requests", None, NOW)
    assert verifier.verify(before, None, NOW) == verifier.verify(after, None, NOW) == ADA
    rotate_keys(folder)
    with pytest.raises(NotTrusted):
        verifier.verify(before, None, NOW)
