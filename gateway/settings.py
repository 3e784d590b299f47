"""What the gateway needs to know, read once from the environment; it refuses to start when that is wrong."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gateway.attachments.settings import FileSettings, file_settings
from services.chassis.settings import Environment, SettingError

SHORTEST_SECRET = 16
COUNCIL_NAME = "Argyll and Bute Council"


@dataclass(frozen=True)
class IdentityProvider:
    """One entry on the sign-in page: who vouches for people, and what it calls the facts we read."""

    key: str
    label: str
    issuer: str
    client_id: str
    client_secret: str
    scopes: str = "openid profile email"
    claims: Mapping[str, str] = field(default_factory=dict)
    trust_email: bool = False
    prompt: str | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port of the issuer, for the policy on where forms may lead."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True)
class GatewaySettings:
    """What one gateway process needs to know."""

    amqp_uri: str
    actor_keys_dir: Path
    secret_key: str
    public_url: str
    providers: tuple[IdentityProvider, ...] = ()
    demonstration: bool = False
    history_mark: Path | None = None  # a file that is there once the demonstration's history is
    trusted_proxies: int = 0
    threads: int = 8
    council_name: str = COUNCIL_NAME
    update_paper_template: Path | None = None
    clock_offset_file: Path | None = None
    files: FileSettings = field(default_factory=FileSettings)

    @property
    def is_https(self) -> bool:
        """Whether people reach us over TLS."""
        return self.public_url.startswith("https://")


def gateway_settings(values: Mapping[str, str]) -> GatewaySettings:
    """The settings in `values` (the environment). Raises SettingError."""
    environment = Environment(values)
    var = Path(environment.text("MEMBERZONE_VAR", "var"))
    offset = values.get("MEMBERZONE_CLOCK_OFFSET_FILE", "")
    mark = values.get("HISTORY_MARK", "")
    return GatewaySettings(
        amqp_uri=_amqp_uri(environment),
        actor_keys_dir=Path(environment.text("ACTOR_KEYS_DIR", str(var / "keys"))),
        secret_key=_secret_key(environment),
        council_name=environment.text("COUNCIL_NAME", COUNCIL_NAME),
        update_paper_template=_template(values),
        public_url=_public_url(environment),
        providers=_providers(environment),
        demonstration=environment.text("DEMONSTRATION", "0") == "1",
        history_mark=Path(mark) if mark else None,
        trusted_proxies=_number(environment, "TRUSTED_PROXIES", 0),
        threads=_number(environment, "GATEWAY_THREADS", 8),
        clock_offset_file=Path(offset) if offset else None,
        files=file_settings(values),
    )


def _amqp_uri(environment: Environment) -> str:
    uri = environment.text("AMQP_URI")
    if not uri.startswith(("amqp://", "amqps://", "pyamqp://")):
        raise SettingError(
            "AMQP_URI does not start with amqp:// — set it to amqp://user:password@host:port/vhost."
        )
    return uri


def _template(values: Mapping[str, str]) -> Path | None:
    named = values.get("UPDATE_PAPER_TEMPLATE", "")
    if named and not Path(named).is_file():
        raise SettingError(f"UPDATE_PAPER_TEMPLATE names {named}, which is no file: name a Word file.")
    return Path(named) if named else None


def _secret_key(environment: Environment) -> str:
    secret = environment.text("SECRET_KEY")
    if len(secret) < SHORTEST_SECRET:
        raise SettingError(f"SECRET_KEY is too short: set it to {SHORTEST_SECRET} random characters or more.")
    return secret


def _public_url(environment: Environment) -> str:
    url = environment.text("PUBLIC_URL").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
        raise SettingError(f"PUBLIC_URL is {url!r}: set it to the address people type, without a path.")
    return url


def _number(environment: Environment, name: str, default: int) -> int:
    text = environment.text(name, str(default))
    if not text.isdigit() or int(text) > 1_000:
        raise SettingError(f"{name} is {text!r}: set it to a whole number.")
    return int(text)


def _providers(environment: Environment) -> tuple[IdentityProvider, ...]:
    try:
        entries = json.loads(environment.text("IDENTITY_PROVIDERS", "[]"))
        providers = tuple(_provider(entry) for entry in entries)
    except (ValueError, TypeError, KeyError) as error:
        raise SettingError(f"IDENTITY_PROVIDERS cannot be read ({error}): give a JSON list.") from None
    if len({provider.key for provider in providers}) != len(providers):
        raise SettingError("IDENTITY_PROVIDERS has two entries with the same key: give each its own.")
    return providers


def _provider(entry: dict[str, Any]) -> IdentityProvider:
    return IdentityProvider(
        key=_key(entry["key"]),
        label=str(entry["label"]),
        issuer=str(entry["issuer"]).rstrip("/"),
        client_id=str(entry["client_id"]),
        client_secret=str(entry["client_secret"]),
        scopes=str(entry.get("scopes", "openid profile email")),
        claims={str(ours): str(theirs) for ours, theirs in entry.get("claims", {}).items()},
        trust_email=bool(entry.get("trust_email", False)),
        prompt=entry.get("prompt"),
    )


def _key(key: str) -> str:
    if not key.isascii() or not key.isalnum():
        raise ValueError(f"the key {key!r} is not letters and digits")
    return key
