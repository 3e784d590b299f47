"""Settings come from the environment only, as one typed object that refuses to be made when one is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingError(Exception):
    """Something the process needs is missing or wrong; the text says what to do (exit code 2)."""


@dataclass(frozen=True)
class Environment:
    """Reads single settings and complains in whole sentences."""

    values: Mapping[str, str]

    def text(self, name: str, default: str | None = None) -> str:
        """The value of `name`, or `default`. Raises SettingError when there is neither."""
        value = self.values.get(name, "").strip() or default
        if value is None:
            raise SettingError(
                f"{name} is not set: set it in the environment, or start everything with `make run`."
            )
        return value

    def port(self, name: str, default: int | None = None) -> int:
        """The TCP port in `name` (0 to 65535; 0 means any free one)."""
        text = self.text(name, None if default is None else str(default))
        if not text.isdigit() or int(text) > 65_535:
            raise SettingError(f"{name} is {text!r}: set it to a port number from 1 to 65535.")
        return int(text)


@dataclass(frozen=True)
class ServiceSettings:
    """What one service process needs to know."""

    service: str
    var: Path
    amqp_uri: str
    database_url: str
    actor_keys_dir: Path
    health_port: int
    clock_offset_file: Path | None


def service_settings(service: str, values: Mapping[str, str]) -> ServiceSettings:
    """The settings of `service`. Raises SettingError."""
    environment = Environment(values)
    suffix = service.upper()
    var = Path(environment.text("MEMBERZONE_VAR", "var"))
    offset = values.get("MEMBERZONE_CLOCK_OFFSET_FILE", "")
    amqp_uri = environment.text("AMQP_URI")
    if not amqp_uri.startswith(("amqp://", "amqps://", "pyamqp://")):
        raise SettingError("AMQP_URI must look like amqp://user:password@host:port/vhost: correct it.")
    return ServiceSettings(
        service=service,
        var=var,
        amqp_uri=amqp_uri,
        database_url=database_url(service, values),
        actor_keys_dir=Path(environment.text("ACTOR_KEYS_DIR", str(var / "keys"))),
        health_port=environment.port(f"HEALTH_PORT_{suffix}", 0),
        clock_offset_file=Path(offset) if offset else None,
    )


def database_url(service: str, values: Mapping[str, str]) -> str:
    """Where `service` keeps its data: DATABASE_URL_<SERVICE>, or a SQLite file under MEMBERZONE_VAR."""
    environment = Environment(values)
    var = Path(environment.text("MEMBERZONE_VAR", "var"))
    default = f"sqlite:///{var.resolve() / 'data' / (service + '.sqlite3')}"
    url = environment.text(f"DATABASE_URL_{service.upper()}", default)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingError(
            f"DATABASE_URL_{service.upper()} must start with sqlite:/// or postgresql+psycopg://: correct it."
        )
    return url
