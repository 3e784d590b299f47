"""The programs of one copy: what each runs and how long it may take to stop (29 s for all of them)."""

import sys
from pathlib import Path

from deploy.one_machine.copy_settings import CopySettings
from deploy.one_machine.identity_provider import IdentityProvider
from deploy.one_machine.programs_file import Program

SERVICES = ("directory", "requests", "sla", "feedback", "reporting")
# Memory that a thread has freed is for other threads, too; of a service, that names are looked up without
# a resolver of its own: on one machine there is nothing far away to look up.
LEAN = {"MALLOC_ARENA_MAX": "2"}
LEAN_SERVICE = LEAN | {"EVENTLET_NO_GREENDNS": "yes"}
DEMONSTRATION = Path(__file__).parents[1] / "demonstration"


def council_file(settings: CopySettings) -> Path:
    """Who is in the copy's directory from the start."""
    return DEMONSTRATION / ("council.yaml" if settings.is_demonstration else "empty.yaml")


def identity_provider(settings: CopySettings) -> IdentityProvider:
    """The copy's demonstration identity provider."""
    return IdentityProvider(
        folder=settings.var / "identity_provider",
        port=int(settings.values["IDENTITY_PROVIDER_PORT"]),
        client_secret=settings.values["IDENTITY_PROVIDER_SECRET"],
        password=settings.values["SIGN_IN_PASSWORD"],
        public_url=settings.values["PUBLIC_URL"],
        council=council_file(settings),
    )


def programs(settings: CopySettings) -> list[Program]:
    """Everything the copy's supervisor looks after."""
    found = [_gateway()] + [_service(name) for name in SERVICES]
    if settings.has_private_broker:
        node = settings.broker
        found += [
            # Erlang leaves its dumps in the folder that it runs in.
            Program("epmd", "port_mapper", node.epmd_command, 2, node.environment(), node.folder),
            Program("broker", "broker", node.server_command, 8, node.environment(), node.folder),
        ]
    if settings.has_private_identity_provider:
        provider = identity_provider(settings)
        found.append(
            Program("identity_provider", "front", provider.command(), 3, LEAN | provider.environment())
        )
    return found


def _service(name: str) -> Program:
    return Program(name, "services", [sys.executable, "-m", f"services.{name}"], 12, LEAN_SERVICE)


def _gateway() -> Program:
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "deploy/gunicorn.conf.py",
        "--graceful-timeout",
        "6",
    ]
    return Program("gateway", "front", [*command, "gateway.wsgi:app"], 7, LEAN)
