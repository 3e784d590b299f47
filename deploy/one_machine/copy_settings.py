"""The settings of one copy: made at its first start, kept in VAR/settings.env for their owner only."""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.one_machine import ports
from deploy.one_machine.broker import BrokerNode
from deploy.one_machine.cannot_start import CannotStart

FILE = "settings.env"
BROKER_PORTS = ("BROKER_PORT", "BROKER_DISTRIBUTION_PORT", "BROKER_EPMD_PORT")
HEALTH_PORTS = (
    "HEALTH_PORT_DIRECTORY",
    "HEALTH_PORT_REQUESTS",
    "HEALTH_PORT_SLA",
    "HEALTH_PORT_FEEDBACK",
    "HEALTH_PORT_REPORTING",
)
# What the launcher knows and the services need not.
OURS = ("BROKER_", "HISTORY", "IDENTITY_PROVIDER_", "SIGN_IN_PASSWORD")
# What may be given in the environment; once given, it is kept.
GIVEN = (
    "ACTOR_KEYS_DIR",
    "AMQP_URI",
    "CLAMD",
    "DATABASE_URL_DIRECTORY",
    "DATABASE_URL_REQUESTS",
    "DATABASE_URL_SLA",
    "DATABASE_URL_FEEDBACK",
    "DATABASE_URL_REPORTING",
    "FILES_URL",
    "IDENTITY_PROVIDERS",
    "PUBLIC_URL",
)


@dataclass(frozen=True)
class CopySettings:
    """Everything one copy is started with."""

    var: Path
    port: int
    values: Mapping[str, str]

    @property
    def has_private_broker(self) -> bool:
        """Whether this copy runs a broker of its own."""
        return BROKER_PORTS[0] in self.values

    @property
    def has_private_identity_provider(self) -> bool:
        """Whether this copy runs the demonstration identity provider."""
        return "IDENTITY_PROVIDER_PORT" in self.values

    @property
    def is_demonstration(self) -> bool:
        """Whether the demonstration council is loaded, rather than one administrator."""
        return self.values["DEMONSTRATION"] == "1"

    @property
    def has_history(self) -> bool:
        """Whether the demonstration council starts with a history of requests."""
        return self.is_demonstration and self.values["HISTORY"] == "1"

    @property
    def history_mark(self) -> Path:
        """A file that is there once the history is."""
        return self.var / "history_brought_in"

    @property
    def broker(self) -> BrokerNode:
        """The private broker."""
        return BrokerNode(
            folder=self.var / "broker",
            port=int(self.values["BROKER_PORT"]),
            distribution_port=int(self.values["BROKER_DISTRIBUTION_PORT"]),
            epmd_port=int(self.values["BROKER_EPMD_PORT"]),
            user=self.values["BROKER_USER"],
            password=self.values["BROKER_PASSWORD"],
        )

    def for_services(self) -> dict[str, str]:
        """The settings that services and the gateway get."""
        ours = {name: value for name, value in self.values.items() if not name.startswith(OURS)}
        return ours | ({"HISTORY_MARK": str(self.history_mark)} if self.has_history else {})


def settings_of(environment: Mapping[str, str]) -> CopySettings:
    """The settings of the copy that VAR, PORT, DEMO and HISTORY name, new or kept, written to its folder.

    CannotStart when one of them makes no sense.
    """
    var = Path(environment.get("VAR") or "var").resolve()
    port = _port(environment.get("PORT") or "8000")
    var.mkdir(parents=True, exist_ok=True)
    values = _completed(read(var), environment, var, port)
    write(var, values)
    return CopySettings(var, port, values)


def read(var: Path) -> dict[str, str]:
    """What VAR/settings.env says; empty before the first start."""
    file = var / FILE
    lines = file.read_text().splitlines() if file.exists() else []
    return dict(line.split("=", 1) for line in lines if "=" in line)


def write(var: Path, values: Mapping[str, str]) -> None:
    """Replace VAR/settings.env in one step."""
    beside = var / f"{FILE}.new"
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    beside.replace(var / FILE)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65_536:
        raise CannotStart(f"PORT is {text!r}: set it to a port number from 1 to 65535.")
    return int(text)


def _completed(kept: dict[str, str], environment: Mapping[str, str], var: Path, port: int) -> dict[str, str]:
    given = {name: environment[name] for name in GIVEN if environment.get(name)}
    values = kept | given
    values.setdefault("SECRET_KEY", secrets.token_urlsafe(32))
    values["MEMBERZONE_VAR"] = str(var)
    values["ACTOR_KEYS_DIR"] = str(Path(values.get("ACTOR_KEYS_DIR", var / "keys")).resolve())
    values["DEMONSTRATION"] = _demonstration(environment.get("DEMO") or kept.get("DEMONSTRATION", "1"))
    values["HISTORY"] = _history(environment.get("HISTORY") or kept.get("HISTORY") or ("0" if kept else "1"))
    if "PUBLIC_URL" not in given and _is_ours(kept.get("PUBLIC_URL", "")):
        values["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    _keep_free(values, HEALTH_PORTS, avoid=port)
    _add_broker(values, "AMQP_URI" in given, port)
    _add_identity_provider(values, "IDENTITY_PROVIDERS" in given, port)
    return values


def _demonstration(text: str) -> str:
    if text not in ("0", "1"):
        raise CannotStart(
            f"DEMO is {text!r}: set it to 1 for the demonstration council or 0 for an empty one."
        )
    return text


def _history(text: str) -> str:
    """A copy that was begun without one stays without, unless it is asked for."""
    if text not in ("0", "1"):
        raise CannotStart(
            f"HISTORY is {text!r}: set it to 1 for a demonstration with requests in it or 0 for one without."
        )
    return text


def _is_ours(public_url: str) -> bool:
    return not public_url or public_url.startswith("http://127.0.0.1:")


def _keep_free(values: dict[str, str], names: Iterable[str], avoid: int) -> None:
    """Choose ports that are free now; the ones of the last time when they still are."""
    for name in names:
        if name not in values or not ports.is_free(int(values[name])):
            chosen = frozenset(int(value) for key, value in values.items() if "_PORT" in key) | {avoid}
            values[name] = str(ports.free_port(chosen))


def _add_broker(values: dict[str, str], is_given: bool, avoid: int) -> None:
    if is_given:
        for name in BROKER_PORTS:
            values.pop(name, None)
    elif "AMQP_URI" not in values or BROKER_PORTS[0] in values:
        values.setdefault("BROKER_USER", "memberzone")
        values.setdefault("BROKER_PASSWORD", secrets.token_hex(16))
        _keep_free(values, BROKER_PORTS, avoid)
        values["AMQP_URI"] = CopySettings(Path(values["MEMBERZONE_VAR"]), avoid, values).broker.uri()


def _add_identity_provider(values: dict[str, str], is_given: bool, avoid: int) -> None:
    if is_given:
        values.pop("IDENTITY_PROVIDER_PORT", None)
    elif "IDENTITY_PROVIDERS" not in values or "IDENTITY_PROVIDER_PORT" in values:
        values.setdefault("SIGN_IN_PASSWORD", secrets.token_urlsafe(9))
        values.setdefault("IDENTITY_PROVIDER_SECRET", secrets.token_urlsafe(24))
        _keep_free(values, ["IDENTITY_PROVIDER_PORT"], avoid)
        values["IDENTITY_PROVIDERS"] = json.dumps(_entries(values))


def _entries(values: Mapping[str, str]) -> list[dict[str, object]]:
    """The two entries of the sign-in page, both answered by the demonstration identity provider."""
    common = {
        "issuer": f"http://127.0.0.1:{values['IDENTITY_PROVIDER_PORT']}",
        "client_secret": values["IDENTITY_PROVIDER_SECRET"],
        "scopes": "openid profile email",
        "claims": {"subject": "sub", "email": "email", "email_verified": "email_verified"},
        "trust_email": True,
        "prompt": "login",  # one browser shows the council from many people's sides
    }
    labels = {"members": "Sign in as a member", "officers": "Sign in as an officer"}
    return [{"key": key, "label": label, "client_id": key} | common for key, label in labels.items()]
