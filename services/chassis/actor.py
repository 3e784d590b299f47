"""Who is behind a call: a short-lived token that the gateway signs and every service checks (Ed25519)."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

ISSUER = "memberzone-gateway"
ALGORITHM = "Ed25519"
LONGEST_LIFE_SECONDS = 60
CLOCK_TOLERANCE_SECONDS = 5
OPERATOR_PREFIX = "operator:"
KEYS_KEPT = 2

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
        rotate_keys(folder)


def rotate_keys(folder: Path) -> None:
    """Sign with a new key from now on; tokens of the key before are still believed."""
    folder.mkdir(parents=True, exist_ok=True)
    private = folder / PRIVATE_FILE
    older = json.loads(private.read_text())["keys"] if private.exists() else []
    newest = OKPKey.generate_key("Ed25519", {"use": "sig"}, private=True, auto_kid=True)
    keys = KeySet([newest, *(OKPKey.import_key(key) for key in older[: KEYS_KEPT - 1])])
    # Believers learn the new key before anybody signs with it.
    _write(folder / PUBLIC_FILE, keys.as_dict(private=False), 0o644)
    _write(private, keys.as_dict(private=True), 0o600)


def _write(path: Path, content: Any, mode: int) -> None:
    """Replace the file in one step, never readable by others in between."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
        json.dump(content, file)
    beside.replace(path)


class _KeyFile:
    """A JWKS file that is read again when it was replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._keys = KeySet([])

    def keys(self) -> KeySet:
        """The keys, newest first."""
        status = self._path.stat()
        stamp = (status.st_mtime_ns, status.st_ino)
        if stamp != self._stamp:
            self._keys = KeySet.import_key_set(json.loads(self._path.read_text()))
            self._stamp = stamp
        return self._keys


class ActorSigner:
    """The gateway's side: tokens for one call each."""

    def __init__(self, folder: Path) -> None:
        self._file = _KeyFile(folder / PRIVATE_FILE)

    def sign(
        self, actor: Actor, audience: str, key: str | None, now: datetime, seconds: int = LONGEST_LIFE_SECONDS
    ) -> str:
        """A token that `audience` believes for `seconds`, good for the command with `key` only."""
        newest = self._file.keys().keys[0]
        issued = int(now.timestamp())
        claims = {
            "iss": ISSUER,
            "sub": actor.id,
            "aud": audience,
            "key": key,
            "roles": sorted(actor.roles),
            "role": actor.role,
            "on_behalf_of": actor.on_behalf_of,
            "iat": issued,
            "exp": issued + min(seconds, LONGEST_LIFE_SECONDS),
        }
        return jwt.encode({"alg": ALGORITHM, "kid": newest.kid}, claims, newest, algorithms=[ALGORITHM])


class ActorVerifier:
    """A service's side: believes only the gateway's fresh tokens made for it."""

    def __init__(self, folder: Path, audience: str) -> None:
        self._file = _KeyFile(folder / PUBLIC_FILE)
        self._audience = audience

    def verify(self, token: str, key: str | None, now: datetime) -> Actor:
        """The actor of `token`. Raises NotTrusted."""
        try:
            decoded = jwt.decode(token, self._file.keys(), algorithms=[ALGORITHM])
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

    def _actor(self, claims: dict[str, Any], key: str | None) -> Actor:
        if claims["exp"] - claims["iat"] > LONGEST_LIFE_SECONDS:
            raise NotTrusted("lives too long")
        if claims.get("key") != key:
            raise NotTrusted("made for another command")
        roles = frozenset(claims.get("roles") or ())
        if claims.get("role") not in roles:
            raise NotTrusted("acts in a role it does not hold")
        return Actor(str(claims["sub"]), claims["role"], roles, claims.get("on_behalf_of"))
