"""A private RabbitMQ for tests that can be stopped, killed, frozen and starved of memory."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from kombu import Connection

from deploy.one_machine import ports
from deploy.one_machine.broker import BrokerNode
from services.chassis import bus
from tests.machines.guarded import guarded
from tests.waiting import PATIENCE, until

VHOSTS_AT_ONCE = 10  # one import of definitions makes them all, in the time of one
COLUMNS = ["name", "type", "messages", "messages_ready", "messages_unacknowledged", "consumers", "arguments"]
DEFAULT_HIGH_WATERMARK = "0.4"


def connected(uri: str) -> Connection:
    """An open connection of a test's own: a broker that has only just begun may take its time."""
    return bus.connect(uri, timeout=bus.CONNECT_TIMEOUT_SECONDS * PATIENCE)


class PrivateBroker:
    """One node with its own port mapper in a temporary folder; `close` leaves nothing behind."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="memberzone-broker-"))
        node_port, distribution_port, epmd_port = ports.free_ports(3)
        self.node = BrokerNode(folder, node_port, distribution_port, epmd_port, "tests", secrets.token_hex(8))
        self.node.prepare()
        self._log = (folder / "output.log").open("ab")
        self._spare_vhosts: list[str] = []
        self._vhosts_made = 0
        self._epmd = self._launch(self.node.epmd_command)
        until(lambda: ports.answers(epmd_port), what="the port mapper")
        self._server: subprocess.Popen[bytes] | None = None
        self.start()

    def uri(self, vhost: str) -> str:
        """The address of a virtual host."""
        return self.node.uri(vhost)

    def new_vhost(self) -> str:
        """The name of a virtual host nobody has used."""
        if not self._spare_vhosts:
            self._make_vhosts()
        return self._spare_vhosts.pop()

    def start(self) -> None:
        """Start the node and wait until it takes connections."""
        self._server = self._launch(self.node.server_command)
        until(self._is_up, within=60, what="the broker's start")

    def stop(self) -> None:
        """Stop the node in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """SIGSTOP: connections stay open and nothing answers."""
        self._running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT: everything that was sent meanwhile is handled."""
        self._running.send_signal(signal.SIGCONT)

    def raise_memory_alarm(self) -> None:
        """From now on every publisher is blocked."""
        self.control("set_vm_memory_high_watermark", "absolute", "1")
        until(lambda: "memory" in self.control("eval", "rabbit_alarm:get_alarms()."), 30, "the alarm")

    def clear_memory_alarm(self) -> None:
        """Publishers go on."""
        self.control("set_vm_memory_high_watermark", DEFAULT_HIGH_WATERMARK)

    def control(self, *arguments: str) -> str:
        """What `rabbitmqctl` prints."""
        return self.node.control(*arguments)

    def queues(self, vhost: str) -> dict[str, dict[str, Any]]:
        """Each queue's type, messages, consumers and arguments, by the queue's name."""
        rows = json.loads(self.control("list_queues", "--vhost", vhost, "--formatter", "json", *COLUMNS))
        return {row["name"]: row for row in rows}

    def close(self) -> None:
        """End the node and its port mapper and remove their folder."""
        if self._server and self._server.poll() is None:
            self.kill()
        self._epmd.kill()
        self._epmd.wait()
        self._log.close()
        shutil.rmtree(self.node.folder, ignore_errors=True)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._server is not None
        assert self._server.poll() is None, "the broker is not running"
        return self._server

    def _launch(self, command: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            guarded(command),
            cwd=self.node.folder,  # where it leaves its dumps
            env=os.environ | self.node.environment(),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    def _is_up(self) -> bool:
        assert self._running
        return self.node.is_up()

    def _end(self, with_signal: signal.Signals) -> None:
        server = self._running
        server.send_signal(signal.SIGCONT)
        server.send_signal(with_signal)
        server.wait(timeout=60)

    def _make_vhosts(self) -> None:
        first = self._vhosts_made
        self._vhosts_made += VHOSTS_AT_ONCE
        names = [f"test-{number}" for number in range(first, self._vhosts_made)]
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        definitions = {
            "vhosts": [{"name": name} for name in names],
            "permissions": [{"user": self.node.user, "vhost": name, **everything} for name in names],
        }
        file = self.node.folder / "vhosts.json"
        file.write_text(json.dumps(definitions))
        self.control("import_definitions", str(file))
        self._spare_vhosts = names
