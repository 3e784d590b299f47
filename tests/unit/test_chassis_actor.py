"""The signed actor: fresh, for one service, for one command, by a key of ours."""

import base64
import json
import os
import shutil
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
    renew_keys,
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


def test_a_token_for_reading_serves_for_some_seconds_and_one_for_a_command_for_itself(folder: Path) -> None:
    signer, verifier = ActorSigner(folder), ActorVerifier(folder, "requests")

    def signed(after: float, actor: Actor = ADA, audience: str = "requests", key: str | None = None) -> str:
        return signer.sign(actor, audience, key, NOW + timedelta(seconds=after))

    first = signed(0)
    assert signed(19.9) == first
    others = [
        signed(20),
        signed(0, ADA.with_roles({"member"})),
        signed(0, audience="sla"),
        signed(0, key="k"),
    ]
    assert len({first, *others}) == 5
    assert signed(1, key="key-0001") != signed(2, key="key-0001")
    assert verifier.verify(first, None, NOW + timedelta(seconds=60)) == ADA
    for later in (66, 3_600):
        with pytest.raises(NotTrusted):
            verifier.verify(first, None, NOW + timedelta(seconds=later))
    with pytest.raises(NotTrusted):
        verifier.verify(first, "key-0001", NOW)


def test_after_a_rotation_old_tokens_are_believed_and_new_ones_use_the_new_key(folder: Path) -> None:
    signer, verifier = ActorSigner(folder), ActorVerifier(folder, "requests")
    before = signer.sign(ADA, "requests", None, NOW)
    for _ in range(3):
        rotate_keys(folder, NOW)
    after = signer.sign(ADA, "requests", None, NOW)
    assert kid_of(before) != kid_of(after)
    assert verifier.verify(before, None, NOW) == verifier.verify(after, None, NOW) == ADA


def test_a_key_that_was_replaced_long_ago_is_believed_no_longer(tmp_path: Path) -> None:
    rotate_keys(tmp_path, NOW)
    first = sign(tmp_path)
    rotate_keys(tmp_path, NOW + timedelta(days=80))
    assert verify(tmp_path, first) == ADA
    rotate_keys(tmp_path, NOW + timedelta(days=81))
    assert verify(tmp_path, first) == ADA, "replaced a day ago"
    rotate_keys(tmp_path, NOW + timedelta(days=83))
    with pytest.raises(NotTrusted):
        verify(tmp_path, first)


@pytest.mark.parametrize(("days", "is_renewed"), [(89, False), (91, True)])
def test_keys_are_renewed_when_they_are_older_than_90_days(
    tmp_path: Path, days: int, is_renewed: bool
) -> None:
    renew_keys(tmp_path, NOW)
    first = sign(tmp_path)
    renew_keys(tmp_path, NOW + timedelta(days=days))
    assert (kid_of(sign(tmp_path)) != kid_of(first)) is is_renewed


def test_an_unknown_key_is_looked_for_in_a_file_whose_time_did_not_change(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    verifier = ActorVerifier(folder, "requests")
    verifier.verify(sign(folder), "key-0001", NOW)
    elsewhere = shutil.copytree(folder, tmp_path_factory.mktemp("other") / "keys")
    rotate_keys(elsewhere, NOW)
    # A folder shared over the network may show new words under the time and number of the old ones.
    public, status = folder / PUBLIC_FILE, (folder / PUBLIC_FILE).stat()
    public.write_bytes((elsewhere / PUBLIC_FILE).read_bytes())
    os.utime(public, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert verifier.verify(sign(elsewhere), "key-0001", NOW) == ADA


def test_services_may_read_the_public_file_whatever_the_umask_is(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        rotate_keys(tmp_path, NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / PUBLIC_FILE).stat().st_mode) == 0o644


def test_keys_from_before_they_had_a_date_are_renewed_and_still_believed(folder: Path) -> None:
    for name in (PRIVATE_FILE, PUBLIC_FILE):
        keys = json.loads((folder / name).read_text())["keys"]
        undated = [{k: v for k, v in key.items() if k != "iat"} for key in keys]
        (folder / name).write_text(json.dumps({"keys": undated}))
    first = sign(folder)
    renew_keys(folder, NOW)
    assert kid_of(sign(folder)) != kid_of(first)
    assert verify(folder, first) == ADA


def kid_of(token: str) -> str:
    header = token.split(".")[0]
    kid: str = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))["kid"]
    return kid
