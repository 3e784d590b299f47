"""What one app is made of, for whoever answers its requests."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from gateway.attachments.file_store import FileStore
from gateway.attachments.ready_files import Sealing
from gateway.readiness import Readiness
from gateway.service_clients.clients import ServiceClients
from gateway.sessions import Sessions
from gateway.settings import GatewaySettings
from services.chassis.clock import Clock

_NAME = "memberzone"


@dataclass(frozen=True)
class Parts:
    """The app's own settings, clock, files, way to the services, what it remembers of them for seconds."""

    settings: GatewaySettings
    clock: Clock
    clients: ServiceClients
    sessions: Sessions
    readiness: Readiness
    files: FileStore
    sealing: Sealing

    def attach(self, app: Flask) -> None:
        """Make these the parts of `app`."""
        app.extensions[_NAME] = self


def parts() -> Parts:
    """The parts of the app that answers now."""
    return cast(Parts, current_app.extensions[_NAME])
