"""Who is behind a call: a short-lived token that the gateway signs and every service checks (Ed25519)."""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import Key, KeySet, OKPKey

ISSUER = "memberzone-gateway"
ALGORITHM = "Ed25519"
LONGEST_LIFE_SECONDS = 60
CLOCK_TOLERANCE_SECONDS = 5
# A page asks several things, and people open one page after another: to sign and to check each costs.
REUSED_SECONDS = 20
KEPT_TOKENS = 1_000
OPERATOR_PREFIX = "operator:"
LONGEST_KEY_LIFE = timedelta(days=90)
# Far longer than any token lives, so that a machine whose clock or files lag behind believes on.
RETIRED_KEY_KEPT = timedelta(days=2)

PRIVATE_FILE = "actor_private.json"
PUBLIC_FILE = "actor_public.json"


class NotTrusted(Exception):
    """The token is forged, expired, or meant for somebody else. The text says which, for logs."""


@dataclass(frozen=True)
class Actor:
    """Who acts, in which role, and for whom."""

    id: str
    role: str
    roles: frozenset[str]
    on_behalf_of: str | None = None

    @property
    def is_operator(self) -> bool:
        """Whether this is somebody at the command line rather than a person of the directory."""
        return self.id.startswith(OPERATOR_PREFIX)

    def with_roles(self, roles: Iterable[str]) -> "Actor":
        """The same actor with fewer roles."""
        return Actor(self.id, self.role, frozenset(roles), self.on_behalf_of)


def ensure_keys(folder: Path) -> None:
    """Make the pair of key files when there is none. The private one is readable by its owner only."""
    if not (folder / PRIVATE_FILE).exists():
        rotate_keys(folder, datetime.now(UTC))


def renew_keys(folder: Path, now: datetime) -> None:
    """Make the first key, or the next one when the newest is older than 90 days."""
    newest = next(iter(_read(folder / PRIVATE_FILE)), None)
    if newest is None or _made(newest) < now - LONGEST_KEY_LIFE:
        rotate_keys(folder, now)


def rotate_keys(folder: Path, now: datetime) -> None:
    """Sign with a new key from `now` on; tokens of the keys before are still believed for two days."""
    folder.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(folder):
        newest = OKPKey.generate_key("Ed25519", {"use": "sig"}, private=True, auto_kid=True)
        made = {"iat": int(now.timestamp())}
        older = _still_believed(_read(folder / PUBLIC_FILE), now)
        # Believers learn the new key before anybody signs with it.
        _write(folder / PUBLIC_FILE, {"keys": [newest.as_dict(private=False) | made, *older]}, 0o644)
        _write(folder / PRIVATE_FILE, {"keys": [newest.as_dict(private=True) | made]}, 0o600)


def _still_believed(older: list[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """Those of the older keys, newest first, that were replaced only lately."""
    replaced = [now, *map(_made, older)]
    return [key for key, last in zip(older, replaced, strict=False) if last > now - RETIRED_KEY_KEPT]


def _made(key: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(key.get("iat", 0), UTC)


def _read(path: Path) -> list[dict[str, Any]]:
    """The keys in a file, newest first; none when there is no file."""
    keys: list[dict[str, Any]] = json.loads(path.read_text())["keys"] if path.exists() else []
    return keys


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Two that rotate at once would leave a public file without the key that is signed with."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, content: Any, mode: int) -> None:
    """Replace the file in one step, never readable by others in between."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
        os.fchmod(file.fileno(), mode)  # whatever the umask is: services may run as others than the gateway
        json.dump(content, file)
    beside.replace(path)


class _KeyFile:
    """A JWKS file that is read again when it was replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._keys = KeySet([])

    def keys(self, afresh: bool = False) -> KeySet:
        """The keys, newest first. `afresh` reads them whatever the file's time says (it may be cached)."""
        status = self._path.stat()
        stamp = (status.st_mtime_ns, status.st_ino)
        if afresh or stamp != self._stamp:
            self._keys = KeySet.import_key_set(json.loads(self._path.read_text()))
            self._stamp = stamp
        return self._keys


class ActorSigner:
    """The gateway's side: tokens for one command each, and for what a person reads within some seconds."""

    def __init__(self, folder: Path) -> None:
        self._file = _KeyFile(folder / PRIVATE_FILE)
        self._for_reading = lru_cache(KEPT_TOKENS)(self._signed)

    def sign(self, actor: Actor, audience: str, key: str | None, now: datetime) -> str:
        """A token that `audience` believes for up to a minute, good for the command with `key` only.

        Without a key the same token serves for REUSED_SECONDS.
        """
        second = int(now.timestamp())
        if key is not None:
            return self._signed(self._key().kid, actor, audience, key, second)
        return self._for_reading(self._key().kid, actor, audience, None, second - second % REUSED_SECONDS)

    def _key(self) -> Key:
        return self._file.keys().keys[0]

    def _signed(self, _kid: str | None, actor: Actor, audience: str, command_key: str | None, at: int) -> str:
        newest = self._key()
        claims = {
            "iss": ISSUER,
            "sub": actor.id,
            "aud": audience,
            "key": command_key,
            "roles": sorted(actor.roles),
            "role": actor.role,
            "on_behalf_of": actor.on_behalf_of,
            "iat": at,
            "exp": at + LONGEST_LIFE_SECONDS,
        }
        return jwt.encode({"alg": ALGORITHM, "kid": newest.kid}, claims, newest, algorithms=[ALGORITHM])


class ActorVerifier:
    """A service's side: believes only the gateway's fresh tokens made for it."""

    def __init__(self, folder: Path, audience: str) -> None:
        self._file = _KeyFile(folder / PUBLIC_FILE)
        self._audience = audience
        self._decoded = lru_cache(KEPT_TOKENS)(self._decode)

    def verify(self, token: str, key: str | None, now: datetime) -> Actor:
        """The actor of `token`. Raises NotTrusted."""
        try:
            decoded = self._decoded(token)
            claims = jwt.JWTClaimsRegistry(
                now=int(now.timestamp()),
                leeway=CLOCK_TOLERANCE_SECONDS,
                iss={"essential": True, "value": ISSUER},
                aud={"essential": True, "value": self._audience},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
            )
            claims.validate(decoded.claims)
        except (JoseError, ValueError, OSError) as error:
            raise NotTrusted(type(error).__name__) from None
        return self._actor(decoded.claims, key)

    def _decode(self, token: str) -> jwt.Token:
        try:
            return jwt.decode(token, self._file.keys(), algorithms=[ALGORITHM])
        except InvalidKeyIdError:
            return jwt.decode(token, self._file.keys(afresh=True), algorithms=[ALGORITHM])

    def _actor(self, claims: dict[str, Any], key: str | None) -> Actor:
        if claims["exp"] - claims["iat"] > LONGEST_LIFE_SECONDS:
            raise NotTrusted("lives too long")
        if claims.get("key") != key:
            raise NotTrusted("made for another command")
        roles = frozenset(claims.get("roles") or ())
        if claims.get("role") not in roles:
            raise NotTrusted("acts in a role it does not hold")
        return Actor(str(claims["sub"]), claims["role"], roles, claims.get("on_behalf_of"))
