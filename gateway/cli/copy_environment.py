"""The settings of the copy that a command talks to: its folder's, unless the environment says otherwise."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path

from gateway.cli.failure import CommandFailed

SETTINGS = "settings.env"
DEFAULT_FOLDER = "var"


def load_copy(environment: MutableMapping[str, str], folder: Path | None) -> None:
    """Add the copy's settings to `environment`; what is set already stays.

    Raises CommandFailed when neither the folder nor the environment says where the bus is.
    """
    var = folder or Path(environment.get("MEMBERZONE_VAR") or DEFAULT_FOLDER)
    if folder:
        environment["MEMBERZONE_VAR"] = str(folder)
    environment.setdefault("MEMBERZONE_VAR", str(var))
    try:
        text = (var / SETTINGS).read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    except OSError as error:
        raise CommandFailed(f"{var / SETTINGS} cannot be read: {error.strerror or error}.") from None
    for line in text.splitlines():
        name, separator, value = line.partition("=")
        if separator and not line.lstrip().startswith("#"):
            environment.setdefault(name.strip(), value.strip())
    if not environment.get("AMQP_URI"):
        raise CommandFailed(
            f"There is no copy of Member Zone in {var}: start one with `make run VAR={var}`, "
            "or name its folder with --var."
        )


def keys_folder(environment: Mapping[str, str]) -> Path:
    """Where the signing keys of the copy in `environment` are."""
    return Path(environment.get("ACTOR_KEYS_DIR") or Path(environment["MEMBERZONE_VAR"]) / "keys")
